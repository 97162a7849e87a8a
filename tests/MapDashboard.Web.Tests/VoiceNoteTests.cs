using System.Net;
using System.Net.Http.Headers;
using MapDashboard.TestSupport;
using MapDashboard.Web.VoiceNotes;

namespace MapDashboard.Web.Tests;

/// <summary>A minute of voice: what browsers record is taken, what only calls itself so is not, and no screen hears any.</summary>
public sealed class VoiceNoteTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    public static TheoryData<string, string, double> Taken() => new()
    {
        { "WebM", "audio/webm", 12 },
        { "WebM of a minute and a second", "audio/webm", 61 },
        { "MP4", "audio/mp4", 12 },
        { "MP4 in fragments", "audio/mp4", 12 },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task What_browsers_record_is_taken_with_its_length_and_comes_back_as_it_was(string shape, string mediaType, double seconds)
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = shape.StartsWith("WebM", StringComparison.Ordinal) ? Sounds.WebM(seconds) : Sounds.Mp4(seconds, inFragments: shape != "MP4");
        var (answer, path) = await PutAsync(worker, sent);
        answer.Status.ShouldBe(HttpStatusCode.Created, shape);
        answer.Members["seconds"]!.GetValue<double>().ShouldBe(seconds, 0.1);
        using var back = await worker.Http.GetAsync(path, TestContext.Current.CancellationToken);
        back.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        (await back.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(sent);
        var issue = await worker.GetAsync(path[..path.IndexOf("/voice", StringComparison.Ordinal)]);
        issue.Members["voiceNotes"]!.AsArray().Count.ShouldBe(1);
        issue.Members["history"]!.AsArray()[^1]!["kind"]!.GetValue<string>().ShouldBe("issue.voiceAdded");
    }

    [Fact]
    public async Task A_player_may_ask_for_a_part()
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = Sounds.WebM(5);
        var (_, path) = await PutAsync(worker, sent);
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(10, 19) } };
        var part = await worker.SendAsync(request);
        part.Status.ShouldBe(HttpStatusCode.PartialContent);
        part.Bytes.ShouldBe(sent[10..20]);
    }

    [Fact]
    public async Task The_same_note_sent_again_is_the_same_and_another_under_its_id_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        var sent = Sounds.WebM(3);
        var (first, path) = await PutAsync(worker, sent);
        var again = await worker.PutBytesAsync(path, sent);
        (again.Status, again.Json!.ToJsonString()).ShouldBe((HttpStatusCode.OK, first.Json!.ToJsonString()));
        (await worker.PutBytesAsync(path, Sounds.WebM(3))).Code.ShouldBe("voice.id_taken");
    }

    [Fact]
    public async Task No_screen_hears_or_learns_of_a_voice_note()
    {
        using var worker = await Server.SignInAsync("worker1");
        using var desk = await Server.SignInAsync("desk");
        using var screen = await Server.SignInAsync("screen");
        var (_, path) = await PutAsync(worker, Sounds.WebM(3));
        var issue = path[..path.IndexOf("/voice", StringComparison.Ordinal)];
        await desk.ActAsync(Guid.Parse(issue.Split('/')[^1]), "accept", (await desk.GetAsync(issue)).Version, new { clear = true });
        (await screen.GetAsync(issue)).Members.ContainsKey("voiceNotes").ShouldBeFalse();
        (await screen.GetAsync("/api/snapshot")).Json!.ToJsonString().ShouldNotContain("voiceNotes");
        (await screen.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.GetAsync("/api/snapshot")).Json!.ToJsonString().ShouldContain("voiceNotes");
    }

    private static readonly Dictionary<string, (Func<byte[]> Make, string Code)> Wrong = new(StringComparer.Ordinal)
    {
        ["nothing"] = (() => [], "voice.unreadable"),
        ["a picture"] = (() => Pictures.Png(), "voice.unreadable"),
        ["a page"] = (() => "<html><script>alert(1)</script></html>"u8.ToArray(), "voice.unreadable"),
        ["WebM of 63 seconds"] = (() => Sounds.WebM(63), "voice.too_long"),
        ["WebM of 90 seconds whose times say nought"] = (() => Sounds.WebM(90, withTimes: false), "voice.too_long"),
        ["MP4 of 63 seconds"] = (() => Sounds.Mp4(63), "voice.too_long"),
        ["MP4 of 63 seconds in fragments"] = (() => Sounds.Mp4(63, inFragments: true), "voice.too_long"),
        ["WebM cut off"] = (() => Sounds.WebM(5)[..^3], "voice.unreadable"),
        ["MP4 cut off"] = (() => Sounds.Mp4(5)[..^3], "voice.unreadable"),
        ["WebM with a film"] = (() => Sounds.WebM(5, trackType: 1), "voice.unreadable"),
        ["WebM with two tracks"] = (() => Sounds.WebM(5, tracks: 2), "voice.unreadable"),
        ["WebM of another codec"] = (() => Sounds.WebM(5, codec: "A_MPEG/L3"), "voice.unreadable"),
        ["Matroska"] = (() => Sounds.WebM(5, docType: "matroska"), "voice.unreadable"),
        ["MP4 with a film"] = (() => Sounds.Mp4(5, handler: "vide"), "voice.unreadable"),
        ["MP4 of another codec"] = (() => Sounds.Mp4(5, codec: "enca"), "voice.unreadable"),
        ["WebM without a packet"] = (() => Sounds.WebM(0), "voice.unreadable"),
    };

    public static TheoryData<string> Wrongs() => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task What_is_no_minute_of_voice_is_refused(string name)
    {
        using var worker = await Server.SignInAsync("worker1");
        var (answer, path) = await PutAsync(worker, Wrong[name].Make());
        ((int)answer.Status, answer.Code).ShouldBe((422, Wrong[name].Code), name);
        (await worker.GetAsync(path)).Code.ShouldBe("voice.not_found");
    }

    [Fact]
    public async Task More_than_two_megabytes_are_refused_before_they_are_read()
    {
        using var worker = await Server.SignInAsync("worker1");
        (await PutAsync(worker, new byte[PutVoiceNote.MostBytes + 1])).Answer.Code.ShouldBe("request.too_large");
    }

    [Fact]
    public void Noise_in_a_recording_throws_nothing()
    {
        var random = new Random(11);
        foreach (var whole in new[] { Sounds.WebM(2), Sounds.Mp4(2), Sounds.Mp4(2, inFragments: true) })
        {
            for (var length = 0; length < whole.Length; length += 3) SoundFile.Read(whole.AsSpan(0, length));
            for (var round = 0; round < 3000; round++)
            {
                var noisy = (byte[])whole.Clone();
                for (var each = 0; each < 4; each++) noisy[random.Next(noisy.Length)] = (byte)random.Next(256);
                SoundFile.Read(noisy);
            }
        }
    }

    private static async Task<(Answer Answer, string Path)> PutAsync(MapClient client, byte[] bytes)
    {
        var id = (await client.ReportAsync()).Text("id");
        var path = $"/api/issues/{id}/voice/{Guid.NewGuid()}";
        return (await client.PutBytesAsync(path, bytes, "audio/webm"), path);
    }
}
