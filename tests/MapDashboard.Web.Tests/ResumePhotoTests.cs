using System.Net;
using System.Net.Sockets;
using System.Text;
using MapDashboard.TestSupport;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Tests;

/// <summary>A photo that arrives in parts, over cuts, is the photo that was sent.</summary>
public sealed class ResumePhotoTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestServer Server => fixture.Server;

    [Fact]
    public async Task Parts_become_the_photo_with_the_last_byte_and_only_then()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, photoId) = await PathAsync(worker);
        var bytes = Pictures.As(".jpg");
        (await HeldAsync(worker, path)).ShouldBe((0, "?0"));
        var first = await worker.PatchBytesAsync(path + "?kind=after", bytes[..1000], 0, bytes.Length, bytes);
        (first.Status, Offset(first)).ShouldBe((HttpStatusCode.NoContent, 1000));
        (await HeldAsync(worker, path)).ShouldBe((1000, "?0"));
        (await worker.GetAsync(path)).Code.ShouldBe("photo.not_found");
        var last = await worker.PatchBytesAsync(path + "?kind=after", bytes[1000..], 1000, bytes.Length, bytes);
        last.Status.ShouldBe(HttpStatusCode.Created);
        (last.Text("id"), last.Text("kind")).ShouldBe((photoId.ToString(), "after"));
        (await HeldAsync(worker, path)).Complete.ShouldBe("?1");
        await using var db = Server.Context();
        (await db.Photos.SingleAsync(photo => photo.Id == photoId, Stop)).SentHash.ShouldBe(PhotoStore.HashOf(bytes));
        Begun().ShouldNotContain(file => file.EndsWith(photoId.ToString("N"), StringComparison.Ordinal));

        // By PUT and by PATCH it is the same one.
        (await worker.PutBytesAsync(path + "?kind=after", bytes)).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.PatchBytesAsync(path + "?kind=after", bytes, 0, bytes.Length)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_came_before_a_cut_in_the_middle_of_a_request_stays()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, _) = await PathAsync(worker);
        var bytes = Pictures.As(".jpg");
        using (var wire = new TcpClient())
        {
            await wire.ConnectAsync(Server.Address.Host, Server.Address.Port, Stop);
            var head = $"PATCH {path}?kind=before HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nOrigin: {Server.Address.GetLeftPart(UriPartial.Authority)}\r\n"
                + $"Cookie: {worker.CookieHeader}\r\nUpload-Offset: 0\r\nUpload-Length: {bytes.Length}\r\nContent-Length: {bytes.Length}\r\n\r\n";
            await wire.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. bytes.AsSpan(0, 3000)], Stop);
            while ((await HeldAsync(worker, path)).Offset is null or 0) await Task.Yield();
        }

        // The server notices the cut in its own time; until then the part is busy.
        (long? Offset, string Complete) held;
        Answer answer;
        do
        {
            held = await HeldAsync(worker, path);
            answer = await worker.PatchBytesAsync(path + "?kind=before", bytes[(int)held.Offset!..], held.Offset.Value, bytes.Length, bytes);
        }
        while (answer.Code is "upload.busy" or "upload.offset_wrong");
        held.Offset.ShouldBe(3000);
        answer.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_asks_for_a_lost_answer_again_hears_that_the_photo_is_there()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, id) = await PathAsync(worker);
        var (bytes, other) = (Pictures.As(".jpg"), Pictures.As(".jpg"));
        await worker.PatchBytesAsync(path + "?kind=before", bytes, 0, bytes.Length, bytes);

        // The phone asked how much had arrived before the earlier attempt was done, and goes on from there.
        var again = await worker.PatchBytesAsync(path + "?kind=before", [], bytes.Length, bytes.Length, bytes);
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Members["id"]!.GetValue<Guid>().ShouldBe(id);
        (await worker.PatchBytesAsync(path + "?kind=before", [], other.Length, other.Length, other)).Code.ShouldBe("photo.id_taken");
        (await worker.PatchBytesAsync(path + "?kind=after", [], bytes.Length, bytes.Length, bytes)).Code.ShouldBe("photo.id_taken");
    }

    [Fact]
    public async Task A_part_from_elsewhere_is_refused_with_where_to_go_on()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, _) = await PathAsync(worker);
        var bytes = Pictures.As(".jpg");
        await worker.PatchBytesAsync(path + "?kind=before", bytes[..500], 0, bytes.Length);
        foreach (var offset in new[] { 0, 499, 501 })
        {
            var wrong = await worker.PatchBytesAsync(path + "?kind=before", bytes[offset..], offset, bytes.Length);
            (wrong.Code, (int)wrong.Status, Offset(wrong)).ShouldBe(("upload.offset_wrong", 409, 500));
        }

        (await HeldAsync(worker, path)).Offset.ShouldBe(500);
        (await worker.PatchBytesAsync(path + "?kind=before", bytes[500..], 500, bytes.Length)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Bytes_that_were_changed_on_the_way_are_thrown_away()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, _) = await PathAsync(worker);
        var (bytes, other) = (Pictures.As(".jpg"), Pictures.As(".jpg"));
        var wrong = await worker.PatchBytesAsync(path + "?kind=before", other, 0, other.Length, bytes);
        (wrong.Code, (int)wrong.Status).ShouldBe(("upload.digest_mismatch", 422));
        (await HeldAsync(worker, path)).ShouldBe((0, "?0"));
        var unreadable = new byte[2000];
        (await worker.PatchBytesAsync(path + "?kind=before", unreadable, 0, unreadable.Length)).Code.ShouldBe("photo.unsupported");
        (await HeldAsync(worker, path)).ShouldBe((0, "?0"));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public async Task Numbers_that_make_no_sense_are_refused(long offset, long length)
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, _) = await PathAsync(worker);
        (await worker.PatchBytesAsync(path + "?kind=before", new byte[5], offset, length)).Code.ShouldBe("request.invalid");
    }

    [Fact]
    public async Task Too_much_is_refused_before_it_is_read()
    {
        using var worker = await Server.SignInAsync("worker1");
        var (path, _) = await PathAsync(worker);
        (await worker.PatchBytesAsync(path + "?kind=before", new byte[5], 0, PutPhoto.MostBytes + 1)).Code.ShouldBe("request.too_large");
        (await worker.PatchBytesAsync(path + "?kind=before", new byte[50], 0, 49)).Code.ShouldBe("request.too_large");
        (await worker.PatchBytesAsync(path + "?kind=portrait", new byte[5], 0, 5)).Code.ShouldBe("request.unknown_value");
        (await HeldAsync(worker, path)).Offset.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_sees_or_continues_the_parts_of_another_account()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var leader = await Server.SignInAsync("leader");
        using var stranger = await Server.SignInAsync("worker2");
        var (path, _) = await PathAsync(worker);
        var bytes = Pictures.As(".jpg");
        await worker.PatchBytesAsync(path + "?kind=before", bytes[..500], 0, bytes.Length);
        (await HeldAsync(leader, path)).Offset.ShouldBe(0);
        (await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Head, path))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PatchBytesAsync(path + "?kind=before", bytes[500..], 500, bytes.Length)).Code.ShouldBe("issue.not_found");
        (await leader.PatchBytesAsync(path + "?kind=before", bytes, 0, bytes.Length)).Status.ShouldBe(HttpStatusCode.Created);

        // The id is the other's photo now.
        (await worker.SendAsync(new HttpRequestMessage(HttpMethod.Head, path))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Whoever_only_begins_is_refused_at_last()
    {
        using var desk = await Server.SignInAsync("desk");
        var id = (await desk.ReportAsync()).Text("id");
        var bytes = Pictures.As(".jpg");
        for (var i = 0; i < PhotoParts.MostBegun; i++)
        {
            (await desk.PatchBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", bytes[..10], 0, bytes.Length)).Status.ShouldBe(HttpStatusCode.NoContent);
        }

        var refused = await desk.PatchBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", bytes[..10], 0, bytes.Length);
        (refused.Code, (int)refused.Status, refused.Headers.RetryAfter!.Delta).ShouldBe(("upload.too_many", 429, TimeSpan.FromMinutes(1)));
        foreach (var file in Begun()) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-400));
        (await desk.PatchBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before", bytes[..10], 0, bytes.Length)).Status.ShouldBe(HttpStatusCode.NoContent);
        Begun().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Work_of_another_account_is_taken_from_nobody()
    {
        using var worker = await Server.SignInAsync("worker1");
        HttpRequestMessage Report(string account)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/issues")
            {
                Content = new StringContent($$"""{"id":"{{Guid.NewGuid()}}","category":"environment.litter","location":{"lon":{{Places.Grid1Lon}},"lat":{{Places.Grid1Lat}} } }""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Account", account);
            return request;
        }

        var refused = await worker.SendAsync(Report("worker2"));
        (refused.Code, (int)refused.Status).ShouldBe(("session.other_account", 409));
        var twice = Report("worker1");
        twice.Headers.Add("X-Account", "worker2");
        (await worker.SendAsync(twice)).Code.ShouldBe("session.other_account");
        (await worker.SendAsync(Report("%"))).Code.ShouldBe("session.other_account");
        (await worker.SendAsync(Report("%77orker1"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    private static long Offset(Answer answer) => long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(long? Offset, string Complete)> HeldAsync(MapClient client, string path)
    {
        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        answer.Status.ShouldBe(HttpStatusCode.NoContent);
        var offset = answer.Headers.TryGetValues("Upload-Offset", out var values) ? long.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture) : (long?)null;
        return (offset, answer.Headers.GetValues("Upload-Complete").Single());
    }

    private static async Task<(string Path, Guid PhotoId)> PathAsync(MapClient client)
    {
        var (issue, photo) = ((await client.ReportAsync()).Text("id"), Guid.NewGuid());
        return ($"/api/issues/{issue}/photos/{photo}", photo);
    }

    private string[] Begun() => Directory.GetFiles(Path.Combine(Server.Services.GetRequiredService<IOptions<MapOptions>>().Value.PhotoFolder, "parts"));
}
