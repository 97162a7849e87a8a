using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MapDashboard.TestSupport;
using MapDashboard.Web.Live;
using MapDashboard.Web.Packed;

namespace MapDashboard.Web.Tests;

/// <summary>What pages load first: made once for all who see the same, and never more than the asking account may see.</summary>
public sealed class PackedTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task All_who_see_the_same_get_the_same_bytes_and_who_has_them_gets_none()
    {
        using var one = await Server.SignInAsync("screen");
        using var other = await Server.SignInAsync("screen");
        using var staff = await Server.SignInAsync("admin");
        using var worker = await Server.SignInAsync("worker1");
        await worker.ReportAsync();
        var first = await SnapshotAsync(one);
        var second = await SnapshotAsync(other);
        second.Bytes.ShouldBe(first.Bytes);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        DateTimeOffset.Parse(first.Headers.GetValues(GetSnapshot.ServerTime).Single(), CultureInfo.InvariantCulture).ShouldBe(Server.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await SnapshotAsync(staff)).Headers.ETag.ShouldNotBe(first.Headers.ETag);
        var again = await SendAsync(one, "/api/snapshot", ("Accept", PackedBody.MediaType), ("If-None-Match", first.Headers.ETag!.ToString()));
        again.Status.ShouldBe(HttpStatusCode.NotModified);
        again.Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_does_not_ask_for_columns_gets_plain_json()
    {
        using var leader = await Server.SignInAsync("leader");
        (await leader.GetAsync("/api/snapshot")).Members["issues"].ShouldBeOfType<JsonArray>();
        (await SnapshotAsync(leader)).Members["issues"].ShouldBeOfType<JsonObject>();
        (await SendAsync(leader, "/api/snapshot?at=" + Uri.EscapeDataString(DateTime.UtcNow.ToString("O")), ("Accept", PackedBody.MediaType))).Members["issues"].ShouldBeOfType<JsonObject>();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Each_encoding_is_the_same_answer_under_a_tag_of_its_own(string encoding)
    {
        using var admin = await Server.SignInAsync("admin");
        var plain = await SendAsync(admin, "/api/snapshot", ("Accept", PackedBody.MediaType));
        var packed = await SendAsync(admin, "/api/snapshot", ("Accept", PackedBody.MediaType), ("Accept-Encoding", encoding));
        Inflated(packed.Bytes, encoding).ShouldBe(plain.Bytes);
        packed.Headers.ETag!.IsWeak.ShouldBeFalse();
        packed.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
        packed.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Fact]
    public async Task What_left_a_view_is_in_no_packed_snapshot_of_it()
    {
        using var handler = await Server.SignInAsync("handler");
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync()).Text("id"));
        await desk.ActAsync(id, "accept", 1);
        await desk.ActAsync(id, "dispatch", 2, new { to = "handler" });
        Rows(await SnapshotAsync(handler)).ShouldBe(1);
        await handler.ActAsync(id, "return", 3, new { note = "不属本部门" });
        Rows(await SnapshotAsync(handler)).ShouldBe(0);
    }

    [Fact]
    public async Task A_text_whose_clearance_was_taken_back_is_in_no_packed_snapshot_of_a_screen()
    {
        const string Text = "楼道灯不亮了";

        // A server of its own: a snapshot may be two seconds old where nothing was taken from the view, and another test may just have asked for it.
        await using var server = await TestServer.StartAsync();
        using var screen = await server.SignInAsync("screen");
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        var id = Guid.Parse((await worker.ReportAsync(description: Text)).Text("id"));
        await desk.ActAsync(id, "accept", 1, new { clear = true });
        Encoding.UTF8.GetString((await SnapshotAsync(screen)).Bytes).ShouldContain(Text);
        (await desk.ActAsync(id, "clear", 2, new { clear = false, note = "有门牌号" })).Status.ShouldBe(HttpStatusCode.OK);
        Encoding.UTF8.GetString((await SnapshotAsync(screen)).Bytes).ShouldNotContain(Text);
    }

    [Fact]
    public async Task A_version_of_the_areas_never_changes_and_leads_nobody_beyond_its_own()
    {
        using var leader = await Server.SignInAsync("leader");
        using var worker = await Server.SignInAsync("worker1");
        using var stranger = Server.Stranger();
        var version = await VersionAsync(leader);
        (await VersionAsync(leader)).ShouldBe(version);
        var areas = await SendAsync(leader, version, ("Accept", PackedBody.MediaType));
        areas.Headers.CacheControl!.ToString().ShouldBe("max-age=31536000, private, immutable");
        areas.Members["properties"]!["rows"]!.GetValue<int>().ShouldBe((await leader.GetAsync("/api/areas")).Members["features"]!.AsArray().Count);

        var own = await VersionAsync(worker);
        own.ShouldNotBe(version);
        (await worker.GetAsync(version)).Headers.Location!.ToString().ShouldBe(own);
        (await stranger.GetAsync(version)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        await leader.PutAsync($"/api/areas/{Places.Grid1}/details", new { households = 4321 });
        var next = await VersionAsync(leader);
        next.ShouldNotBe(version);
        (await leader.GetAsync(version)).Headers.Location!.ToString().ShouldBe(next);
    }

    [Fact]
    public async Task A_term_that_was_entered_ahead_begins_in_the_areas_too()
    {
        using var leader = await Server.SignInAsync("leader");
        var from = Server.Clock.GetUtcNow().AddHours(5).UtcDateTime;
        var made = await leader.PostAsync("/api/posts", new { areaCode = Places.Community, role = "communitySecretary", person = new { name = "未到任" }, from });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Json?.ToJsonString());
        var before = await VersionAsync(leader);
        Encoding.UTF8.GetString((await leader.GetAsync(before)).Bytes).ShouldNotContain("未到任");
        Server.Clock.Advance(TimeSpan.FromHours(6));
        var after = await VersionAsync(leader);
        after.ShouldNotBe(before);
    }

    [Fact]
    public void A_shelf_keeps_to_its_bounds_and_lets_go_of_what_was_asked_for_longest_ago()
    {
        var shelf = new Shelf<byte[]>(250, each => each.Length);
        var made = new List<string>();
        void Ask(string key) => shelf.GetAsync(
            key, _ => Task.FromResult(true),
            () =>
            {
                made.Add(key);
                return Task.FromResult(new byte[100]);
            }, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

        foreach (var key in new[] { "a", "b", "a", "c", "a", "b" }) Ask(key);
        made.ShouldBe(["a", "b", "c", "b"]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_making()
    {
        var shelf = new Shelf<string>(1000, _ => 1);
        var gate = new TaskCompletionSource();
        var made = 0;
        Task<string> Ask() => shelf.GetAsync(
            "key", _ => Task.FromResult(true),
            async () =>
            {
                Interlocked.Increment(ref made);
                await gate.Task;
                return "made";
            }, TestContext.Current.CancellationToken);

        var all = Enumerable.Range(0, 20).Select(_ => Ask()).ToArray();
        gate.SetResult();
        (await Task.WhenAll(all)).ShouldAllBe(each => each == "made");
        made.ShouldBe(1);
    }

    private static int Rows(Answer snapshot) => snapshot.Members["issues"]!["rows"]!.GetValue<int>();

    private static Task<Answer> SnapshotAsync(MapClient client) => SendAsync(client, "/api/snapshot", ("Accept", PackedBody.MediaType));

    private static async Task<string> VersionAsync(MapClient client)
    {
        var answer = await client.GetAsync("/api/areas/packed");
        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    private static Task<Answer> SendAsync(MapClient client, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request);
    }

    private static byte[] Inflated(byte[] bytes, string encoding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream stream = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
