using System.Buffers;
using System.Net.Sockets;

namespace MapDashboard.Web.Live;

/// <summary>
/// What lies under one WebSocket, with one gate for all who write on it: SignalR its own frames (greeting, answers, pings), and the server the frames
/// that are the same for many connections (<see cref="LiveFrame"/>). A frame goes out at once where nothing waits before it, on the thread that brings it; only
/// behind a write that is not done does it wait its turn. Nobody who brings a frame to many ever waits for one.
/// </summary>
/// <param name="inner">The connection after its upgrade.</param>
/// <param name="socket">Where nothing (TLS, HTTP/2) lies between it and the connection, frames go to it straight; else null.</param>
/// <param name="abort">Ends the connection without any farewell.</param>
public sealed class LiveStream(Stream inner, Socket? socket, Action abort) : Stream
{
    public const int QueueLength = 512;
    private const int Final = 0x80, Control = 0x08, Farewell = 0x88;

    private readonly Lock gate = new();
    private Queue<Turn>? waiting;
    private ArrayBufferWriter<byte>? fragments;
    private bool isGreeted, isBusy;

    /// <summary>Nothing of the server's goes out any more: the connection says farewell, or is broken.</summary>
    private bool isOver;
    private bool isDisposed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A whole frame of the server's, never before SignalR's greeting. Never waits.</summary>
    /// <returns>False, once, when the queue is full; nothing more of the server's goes out then.</returns>
    public bool TrySend(ReadOnlyMemory<byte> frame)
    {
        lock (gate)
        {
            if (isOver) return true;
            if (isGreeted && !isBusy)
            {
                var writing = Put(frame);
                if (!writing.IsCompletedSuccessfully) Empty(writing.AsTask());
                return true;
            }

            waiting ??= new Queue<Turn>();
            if (waiting.Count >= QueueLength)
            {
                isOver = true;
                return false;
            }

            waiting.Enqueue(new Turn(frame, Written: null));
            return true;
        }
    }

    /// <summary>A whole frame of the server's; done when it is written, or the connection is over.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        lock (gate) return isGreeted ? InTurn(frame) : Wait(frame);
    }

    /// <summary>A frame of SignalR's WebSocket, which writes each as a whole.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return default;
        var first = buffer.Span[0];
        lock (gate)
        {
            if ((first & Control) == 0)
            {
                if ((first & Final) == 0 || fragments is not null)
                {
                    // A message in several frames goes as one, so that no frame of the server's gets between them.
                    (fragments ??= new ArrayBufferWriter<byte>()).Write(buffer.Span);
                    if ((first & Final) == 0) return default;
                    (buffer, fragments) = (fragments.WrittenMemory, null);
                }

                isGreeted = true;
            }

            var written = InTurn(buffer);
            if (first == Farewell) isOver = true;
            return written.IsCompletedSuccessfully ? default : new ValueTask(written);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    /// <summary>Nothing lingers: each frame is handed on as it is written.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the connection at once where its reader is behind: it would not get the farewell for which SignalR waits.</summary>
    public void CutIfBehind()
    {
        lock (gate)
        {
            if (isBusy && !isDisposed) abort();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate) isDisposed = true;
            Leave();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task InTurn(ReadOnlyMemory<byte> frame)
    {
        if (isOver) return Task.CompletedTask;
        if (isBusy) return Wait(frame);
        var writing = Put(frame);
        if (writing.IsCompletedSuccessfully && waiting is not { Count: > 0 }) return Task.CompletedTask;
        var written = writing.AsTask();
        Empty(written);
        return written;
    }

    private Task Wait(ReadOnlyMemory<byte> frame)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (waiting ??= new Queue<Turn>()).Enqueue(new Turn(frame, written));
        return written.Task;
    }

    private void Empty(Task writing)
    {
        isBusy = true;
        _ = EmptyAsync(writing);
    }

    /// <summary>Waits for the write that is under way, and then writes what waits, until nothing does.</summary>
    private async Task EmptyAsync(Task writing)
    {
        Turn? turn = null;
        try
        {
            await writing;
            while ((turn = Next()) is not null)
            {
                await Put(turn.Frame);
                turn.Written?.SetResult();
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is gone; what was queued is read again by cursor.
            turn?.Written?.SetResult();
            Leave();
        }
    }

    private Turn? Next()
    {
        lock (gate)
        {
            if (waiting is not null && waiting.TryDequeue(out var turn)) return turn;
            (isBusy, waiting) = (false, null);
            return null;
        }
    }

    private void Leave()
    {
        Queue<Turn>? left;
        lock (gate) (isOver, left, waiting) = (true, waiting, null);
        foreach (var turn in left ?? []) turn.Written?.SetResult();
    }

    private ValueTask Put(ReadOnlyMemory<byte> frame)
    {
        if (socket is null) return inner.WriteAsync(frame);
        try
        {
            var sending = socket.SendAsync(frame, SocketFlags.None);
            if (!sending.IsCompletedSuccessfully) return new ValueTask(sending.AsTask());
            _ = sending.Result;
            return default;
        }
        catch (ObjectDisposedException gone)
        {
            return ValueTask.FromException(gone);
        }
    }

    private sealed record Turn(ReadOnlyMemory<byte> Frame, TaskCompletionSource? Written);
}
