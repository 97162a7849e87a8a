using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>One that does not read, beside one that does, on a real server over real sockets.</summary>
public sealed class SlowReaderTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task One_that_stalls_holds_up_nobody_and_then_reads_everything_in_order_and_once()
    {
        const int Stretches = 40;
        using var leader = await Server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        await using var reads = await LiveClient.ConnectAsync(leader);
        await reads.FollowAsync(null, cursor);
        using var stalls = await StalledAsync(leader, cursor);
        for (var n = 0; n < Stretches; n++)
        {
            // More than sockets keep for one that does not read: most of these frames wait in its queue.
            await SayAsync(changes: 100, characters: 4000);
            await HeardAsync(reads, await EndAsync(leader));
        }

        // Batches of its own Follow and of the tail meet at a cursor, and overlap where it followed: the page's rule, in short.
        var (end, at, messages) = (await EndAsync(leader), SeqOf(cursor), 0);
        await foreach (var message in MessagesAsync(stalls))
        {
            if (message["target"]?.GetValue<string>() != "changes") continue;
            var batch = message["arguments"]![0]!.AsObject();
            var (from, to) = (SeqOf(batch["from"]!.GetValue<string>()), SeqOf(batch["to"]!.GetValue<string>()));
            long[] numbers = [.. batch["changes"]!.AsArray().Select(change => change!["seq"]!.GetValue<long>())];
            if (messages++ > 0) from.ShouldBe(at);
            numbers.ShouldBe(numbers.Where(seq => seq > from && seq <= to).Order().Distinct());
            numbers.Length.ShouldBe((int)(to - from));
            if ((at = to) >= end) break;
        }

        at.ShouldBe(end);
        messages.ShouldBeGreaterThan(Stretches / 2);
    }

    [Fact]
    public async Task One_that_never_reads_is_cut_and_the_others_hear_everything()
    {
        using var leader = await Server.SignInAsync("leader");
        var cursor = (await leader.GetAsync("/api/snapshot")).Text("cursor");
        await using var reads = await LiveClient.ConnectAsync(leader);
        await reads.FollowAsync(null, cursor);
        using var stalls = await StalledAsync(leader, cursor);
        var watch = Stopwatch.StartNew();
        while (!IsCut(stalls))
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await SayAsync(changes: 1, characters: 20_000);
            await HeardAsync(reads, await EndAsync(leader));
        }
    }

    /// <summary>A reset comes through whatever lies unread before it.</summary>
    private static bool IsCut(Socket socket)
    {
        var error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return error != 0 || socket.Poll(0, SelectMode.SelectError);
    }

    private static async Task<Socket> StalledAsync(MapClient client, string cursor)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, client.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /hubs/live HTTP/1.1\r\nHost: {client.Address.Authority}\r\nOrigin: {client.Address.GetLeftPart(UriPartial.Authority)}\r\nCookie: {client.CookieHeader}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"),
            TestContext.Current.CancellationToken);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await ReadAsync(socket, 1))[0]);
        head.ToString().ShouldStartWith("HTTP/1.1 101");
        await socket.SendAsync(Masked("""{"protocol":"json","version":1}"""), TestContext.Current.CancellationToken);
        await socket.SendAsync(Masked($$"""{"type":1,"target":"Follow","arguments":[null,"{{cursor}}"]}"""), TestContext.Current.CancellationToken);
        (await FrameAsync(socket)).ShouldBe("{}\u001e");
        return socket;
    }

    /// <summary>By noughts, so it stays as it is.</summary>
    private static byte[] Masked(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text + '\u001e');
        var frame = new byte[payload.Length + 8];
        (frame[0], frame[1]) = (0x81, 0x80 | 126);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    private static async IAsyncEnumerable<JsonObject> MessagesAsync(Socket socket)
    {
        while (true)
        {
            foreach (var part in (await FrameAsync(socket)).Split('\u001e', StringSplitOptions.RemoveEmptyEntries)) yield return JsonNode.Parse(part)!.AsObject();
        }
    }

    private static async Task<string> FrameAsync(Socket socket)
    {
        var head = await ReadAsync(socket, 2);
        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(socket, 2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(socket, 8)),
            var few => few,
        };
        head[0].ShouldBe((byte)0x81);
        return Encoding.UTF8.GetString(await ReadAsync(socket, length));
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var into = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await socket.ReceiveAsync(into.AsMemory(read), TestContext.Current.CancellationToken);
            read += more > 0 ? more : throw new IOException("The server closed the connection.");
        }

        return into;
    }

    private async Task SayAsync(int changes, int characters)
    {
        await using var command = Server.DataSource.CreateCommand(
            "insert into changes (at, kind, area_code, audiences, data) select now(), 'area.imported', $1::text, array['staff:*', 'staff:' || $1], jsonb_build_object('note', repeat('字', $2)) from generate_series(1, $3)");
        command.Parameters.Add(new NpgsqlParameter { Value = Places.Community });
        command.Parameters.Add(new NpgsqlParameter { Value = characters });
        command.Parameters.Add(new NpgsqlParameter { Value = changes });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> EndAsync(MapClient client) => SeqOf((await client.GetAsync("/api/snapshot")).Text("cursor"));

    private static async Task HeardAsync(LiveClient live, long end)
    {
        while (SeqOf((await live.NextAsync("changes"))["to"]!.GetValue<string>()) < end)
        {
        }
    }

    private static long SeqOf(string cursor) => long.Parse(cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
}
