using System.Net;
using System.Net.Sockets;
using MapDashboard.Web.Live;

namespace MapDashboard.Web.Tests;

/// <summary>The gate before one connection: a frame at once where nothing waits, in turn where something does.</summary>
public sealed class LiveStreamTests
{
    private static readonly byte[] Greeting = [0x81, 0x01, 0x1e];

    [Fact]
    public async Task A_frame_goes_at_once_where_nothing_waits()
    {
        await using var reader = new HeldReader();
        await using var stream = await GreetedAsync(reader);
        stream.TrySend(Frame(1)).ShouldBeTrue();
        reader.Written.ShouldBe([Text(Greeting), "1"]);
    }

    [Fact]
    public async Task Nothing_goes_before_the_greeting()
    {
        await using var reader = new HeldReader();
        await using var stream = new LiveStream(reader, socket: null, () => { });
        var asked = stream.SendAsync(Frame(1));
        stream.TrySend(Frame(2)).ShouldBeTrue();
        reader.Written.ShouldBeEmpty();
        await stream.WriteAsync(Greeting, TestContext.Current.CancellationToken);
        await asked;
        reader.Written.ShouldBe([Text(Greeting), "1", "2"]);
    }

    [Fact]
    public async Task Behind_a_reader_that_stalls_everything_waits_and_then_comes_in_order_and_once()
    {
        await using var reader = new HeldReader();
        await using var stream = await GreetedAsync(reader);
        reader.Hold();
        stream.TrySend(Frame(1)).ShouldBeTrue();
        stream.TrySend(Frame(2)).ShouldBeTrue();
        var asked = stream.SendAsync(Frame(3));
        var own = stream.WriteAsync(Frame(4), TestContext.Current.CancellationToken).AsTask();
        stream.TrySend(Frame(5)).ShouldBeTrue();
        (asked.IsCompleted, own.IsCompleted).ShouldBe((false, false));
        reader.Written.ShouldBe([Text(Greeting), "1"]);
        reader.Release();
        await asked;
        await own;
        var last = stream.SendAsync(Frame(6));
        await last;
        reader.Written.ShouldBe([Text(Greeting), "1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    public async Task A_queue_that_is_full_refuses_once_and_the_reader_can_be_cut()
    {
        var cuts = 0;
        await using var reader = new HeldReader();
        await using var stream = new LiveStream(reader, socket: null, () => cuts++);
        await stream.WriteAsync(Greeting, TestContext.Current.CancellationToken);
        stream.CutIfBehind();
        cuts.ShouldBe(0);
        reader.Hold();
        stream.TrySend(Frame(0));
        for (var n = 0; n < LiveStream.QueueLength; n++) stream.TrySend(Frame(n)).ShouldBeTrue();
        stream.TrySend(Frame(1)).ShouldBeFalse();
        stream.TrySend(Frame(1)).ShouldBeTrue();
        stream.CutIfBehind();
        cuts.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_gets_between_the_frames_of_one_message_or_behind_the_farewell()
    {
        await using var reader = new HeldReader();
        await using var stream = await GreetedAsync(reader);
        await stream.WriteAsync(new byte[] { 0x01, 0x01, (byte)'a' }, TestContext.Current.CancellationToken);
        stream.TrySend(Frame(1));
        await stream.WriteAsync(new byte[] { 0x80, 0x01, (byte)'b' }, TestContext.Current.CancellationToken);
        await stream.WriteAsync(new byte[] { 0x88, 0x00 }, TestContext.Current.CancellationToken);
        stream.TrySend(Frame(2)).ShouldBeTrue();
        reader.Written.ShouldBe([Text(Greeting), "1", Text([0x01, 0x01, (byte)'a', 0x80, 0x01, (byte)'b']), Text([0x88, 0x00])]);
    }

    [Fact]
    public async Task Whoever_waits_is_let_go_when_the_connection_breaks()
    {
        await using var reader = new HeldReader();
        await using var stream = await GreetedAsync(reader);
        reader.Hold();
        stream.TrySend(Frame(1));
        var asked = stream.SendAsync(Frame(2));
        reader.Break();
        await asked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        stream.TrySend(Frame(3)).ShouldBeTrue();
        reader.Written.ShouldBe([Text(Greeting), "1"]);
    }

    /// <summary>Over a real socket whose reader takes little at a time: four write at once, so most writes do not end at once.</summary>
    [Fact]
    public async Task Several_who_write_at_once_never_mix_their_frames()
    {
        const int Writers = 4, Each = 100, Length = 20_000;
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        using var server = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        server.SendBufferSize = 4096;
        await using var stream = new LiveStream(new NetworkStream(server), server, () => { });
        await stream.WriteAsync(Greeting, TestContext.Current.CancellationToken);
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                var frame = new byte[Length];
                Array.Fill(frame, (byte)writer);
                frame[0] = (byte)(0x80 | writer);
                frame[1] = (byte)n;
                if (writer == 0) await stream.WriteAsync(frame);
                else if (writer == 1) await stream.SendAsync(frame);
                else stream.TrySend(frame).ShouldBeTrue();
            }
        })).ToArray();
        var next = new int[Writers];
        await ReadAsync(client, new byte[Greeting.Length]);
        for (var n = 0; n < Writers * Each; n++)
        {
            var frame = new byte[Length];
            await ReadAsync(client, frame);
            var writer = frame[0] & 0x7f;
            frame[1].ShouldBe((byte)next[writer]++);
            frame.AsSpan(2).IndexOfAnyExcept((byte)writer).ShouldBe(-1);
        }

        await Task.WhenAll(writing);
    }

    private static async Task ReadAsync(Socket socket, byte[] into)
    {
        for (var read = 0; read < into.Length;)
        {
            var more = await socket.ReceiveAsync(into.AsMemory(read), TestContext.Current.CancellationToken);
            more.ShouldBeGreaterThan(0);
            read += more;
        }
    }

    private static async Task<LiveStream> GreetedAsync(HeldReader reader)
    {
        var stream = new LiveStream(reader, socket: null, () => { });
        await stream.WriteAsync(Greeting, TestContext.Current.CancellationToken);
        return stream;
    }

    private static byte[] Frame(int n) => [0x81, (byte)n];

    private static string Text(byte[] frame) => frame.Length == 2 && frame[0] == 0x81 ? frame[1].ToString(System.Globalization.CultureInfo.InvariantCulture) : Convert.ToHexString(frame);

    /// <summary>A connection whose reader takes nothing while it is held.</summary>
    private sealed class HeldReader : MemoryStream
    {
        private TaskCompletionSource? hold;

        public List<string> Written { get; } = [];

        public void Hold() => hold = new TaskCompletionSource();

        public void Release() => hold!.SetResult();

        public void Break() => hold!.SetException(new IOException("Connection reset by peer"));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written.Add(Text(buffer.ToArray()));
            return hold is null ? default : new ValueTask(hold.Task);
        }
    }
}
