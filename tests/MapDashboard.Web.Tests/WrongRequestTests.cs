using System.Net;
using System.Text;
using MapDashboard.Domain;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Wrong requests get a 4xx problem with a stable code and change nothing.</summary>
public sealed class WrongRequestTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Id = "11111111-1111-4111-8111-111111111111";

    public static TheoryData<string, string> WrongReports => new()
    {
        { "", "request.invalid" },
        { "null", "request.invalid" },
        { "{", "request.invalid_json" },
        { "[]", "request.invalid_json" },
        { "\"text\"", "request.invalid_json" },
        { """{"id":1}""", "request.invalid_json" },
        { """{"id":"not a uuid"}""", "request.invalid_json" },
        { "{}", "request.invalid" },
        { Report("""  "category":5 """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","category":"environment.litter" """), "request.invalid_json" },
        { Report("""  "category":"nothing.known" """), "category.not_found" },
        { Report("""  "category":"environment" """), "category.not_found" },
        { Report("""  "category":"environment.litter","description":"a\u0000b" """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","description":"\ud800" """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","source":"replay" """), "access.denied" },
        { Report("""  "category":"environment.litter","source":3 """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","source":"Patrol" """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","capturedAt":"yesterday" """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","capturedAt":"2026-01-01T00:00:00" """), "request.invalid_json" },
        { Report("""  "category":"environment.litter","capturedAt":"2999-01-01T00:00:00Z" """), "issue.captured_in_future" },
        { Report("""  "category":"environment.litter","buildingCode":"no such" """), "request.unknown_value" },
        { Report("""  "category":"environment.litter","unitCode":"no such" """), "request.unknown_value" },
        { Located("""  "lon":181,"lat":0 """), "request.invalid" },
        { Located("""  "lon":0,"lat":-90.1 """), "request.invalid" },
        { Located("""  "lon":1e999,"lat":0 """), "request.invalid" },
        { Located("""  "lon":"107","lat":28 """), "request.invalid_json" },
        { Located("""  "lon":null,"lat":28 """), "request.invalid" },
        { Located("""  "lon":107,"lat":28,"crs":"mars" """), "request.invalid_json" },
        { Located("""  "lon":107,"lat":28,"crs":0 """), "request.invalid_json" },
        { Located("""  "lon":107,"lat":28,"accuracy":-1 """), "request.invalid" },
        { Report($"  \"category\":\"environment.litter\",\"description\":\"{new string('长', 2001)}\" "), "request.invalid" },
        { new string('[', 5000), "request.invalid_json" },
        { """{"id":""" + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 201), "request.invalid_json" },
    };

    private TestServer Server => fixture.Server;

    [Theory]
    [MemberData(nameof(WrongReports))]
    public async Task A_wrong_report_is_refused_with_its_code_and_changes_nothing(string body, string code)
    {
        using var worker = await Server.SignInAsync("worker1");
        var before = await CountsAsync();
        var answer = await worker.SendAsync(Post("/api/issues", body, "application/json"));
        answer.Code.ShouldBe(code);
        ((int)answer.Status).ShouldBe(RefusalCodes.Status[code]);
        (await CountsAsync()).ShouldBe(before);

        async Task<(int Issues, int Changes)> CountsAsync()
        {
            await using var db = Server.Context();
            return (await db.Issues.CountAsync(TestContext.Current.CancellationToken), await db.Changes.CountAsync(change => change.IssueId != null, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_body_that_is_no_json_or_no_utf8_or_too_large_is_refused()
    {
        using var worker = await Server.SignInAsync("worker1");
        (await worker.SendAsync(Post("/api/issues", "id=1", "application/x-www-form-urlencoded"))).Code.ShouldBe("request.unsupported_media_type");
        (await worker.SendAsync(Post("/api/issues", "{}", "text/plain"))).Code.ShouldBe("request.unsupported_media_type");
        var latin = new HttpRequestMessage(HttpMethod.Post, "/api/issues") { Content = new ByteArrayContent([(byte)'"', 0xE9, (byte)'"']) };
        latin.Content.Headers.ContentType = new("application/json");
        (await worker.SendAsync(latin)).Code.ShouldBe("request.invalid_json");
        var huge = await worker.SendAsync(Post("/api/issues", $"{{\"description\":\"{new string('x', 70_000)}\"}}", "application/json"));
        huge.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        huge.Code.ShouldBe("request.too_large");
    }

    [Theory]
    [InlineData("/api/issues?status=strange", "request.unknown_value")]
    [InlineData("/api/issues?status=1", "request.unknown_value")]
    [InlineData("/api/issues?category=strange", "category.not_found")]
    [InlineData("/api/issues?area=strange", "area.not_found")]
    [InlineData("/api/issues?limit=0", "request.invalid")]
    [InlineData("/api/issues?limit=-1", "request.invalid")]
    [InlineData("/api/issues?limit=99999999999999999999", "request.invalid")]
    [InlineData("/api/issues?bbox=1,2,3", "request.invalid")]
    [InlineData("/api/issues?bbox=5,5,1,1", "request.invalid")]
    [InlineData("/api/issues?bbox=NaN,0,1,1", "request.invalid")]
    [InlineData("/api/issues?from=yesterday", "request.invalid")]
    [InlineData("/api/issues?to=2026-13-01", "request.invalid")]
    [InlineData("/api/issues?cursor=abc", "request.invalid")]
    [InlineData("/api/issues?cursor=%ff%ff", "request.invalid")]
    [InlineData("/api/issues?q=%00", "request.invalid_text")]
    [InlineData("/api/areas?level=strange", "request.unknown_value")]
    [InlineData("/api/areas?within=strange", "area.not_found")]
    [InlineData("/api/areas?at=strange", "request.invalid")]
    [InlineData("/api/responsible", "request.invalid")]
    [InlineData("/api/responsible?lon=107", "request.invalid")]
    [InlineData("/api/responsible?lon=1e400&lat=1", "request.invalid")]
    [InlineData("/api/responsible?lon=107&lat=28&crs=mars", "request.unknown_value")]
    [InlineData("/api/responsible?area=strange", "area.not_found")]
    [InlineData("/api/snapshot?area=strange", "area.not_found")]
    [InlineData("/api/snapshot?at=strange", "request.invalid")]
    [InlineData("/api/changes", "changes.cursor_invalid")]
    [InlineData("/api/changes?after=1", "changes.cursor_invalid")]
    [InlineData("/api/changes?after=zz:1", "changes.cursor_invalid")]
    [InlineData("/api/changes?after=00000000000000000000000000000001:-1", "changes.cursor_invalid")]
    [InlineData("/api/changes?after=00000000000000000000000000000001:99999999999999999999", "changes.cursor_invalid")]
    [InlineData("/api/changes?after=00000000000000000000000000000001:1", "changes.cursor_expired")]
    [InlineData("/api/statistics?by=strange", "request.unknown_value")]
    [InlineData("/api/statistics?of=grid", "request.unknown_value")]
    [InlineData("/api/statistics?by=area&of=strange", "request.unknown_value")]
    [InlineData("/api/statistics?compare=tomorrow", "request.unknown_value")]
    [InlineData("/api/statistics?from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "request.invalid")]
    [InlineData("/api/statistics?medians=all", "request.unknown_value")]
    [InlineData("/api/statistics/cases", "request.unknown_value")]
    [InlineData("/api/statistics/cases?figure=vacancies", "request.unknown_value")]
    [InlineData("/api/statistics/cases?figure=open&part=half", "request.unknown_value")]
    [InlineData("/api/statistics/cases?figure=open&by=level", "request.unknown_value")]
    [InlineData("/api/statistics/cases?figure=open&cursor=strange", "request.invalid")]
    [InlineData("/api/statistics/cases?figure=open&limit=0", "request.invalid")]
    [InlineData("/api/statistics/export?format=pdf", "request.invalid")]
    [InlineData("/api/statistics/export?by=level", "request.unknown_value")]
    [InlineData("/api/export?format=pdf", "request.invalid")]
    [InlineData("/api/export?mine=perhaps", "request.invalid")]
    [InlineData("/api/export?reporter=perhaps", "request.invalid")]
    [InlineData("/api/export?overdue=perhaps", "request.invalid")]
    [InlineData("/api/export?endedFrom=perhaps", "request.invalid")]
    [InlineData("/api/export?status=strange", "request.unknown_value")]
    [InlineData("/api/export?category=strange", "category.not_found")]
    [InlineData("/api/statistics?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "request.invalid")]
    [InlineData("/api/issues/not-a-uuid", "request.not_found")]
    [InlineData("/api/issues/11111111-1111-4111-8111-111111111111", "issue.not_found")]
    [InlineData("/api/issues/11111111-1111-4111-8111-111111111111/photos/11111111-1111-4111-8111-111111111111", "photo.not_found")]
    [InlineData("/api/nothing", "request.not_found")]
    public async Task A_wrong_question_is_refused_with_its_code_and_never_answered_with_an_empty_list(string path, string code)
    {
        using var leader = await Server.SignInAsync("leader");
        var answer = await leader.GetAsync(path);
        answer.Code.ShouldBe(code);
        ((int)answer.Status).ShouldBe(RefusalCodes.Status[code]);
    }

    [Fact]
    public async Task A_wrong_method_or_an_unknown_action_is_refused()
    {
        using var desk = await Server.SignInAsync("desk");
        (await desk.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/api/issues"))).Code.ShouldBe("request.method_not_allowed");
        (await desk.ActAsync(Guid.Parse(Id), "explode", 1)).Code.ShouldBe("request.not_found");
        (await desk.ActAsync(Guid.Parse(Id), "warn", 1)).Code.ShouldBe("request.not_found");
        (await desk.ActAsync(Guid.Parse(Id), "accept", 1)).Code.ShouldBe("issue.not_found");
    }

    [Fact]
    public async Task Bytes_beyond_the_end_and_a_foreign_version_are_refused_by_what_they_are()
    {
        using var leader = await Server.SignInAsync("leader");
        var photo = $"/api/issues/{(await leader.ReportAsync()).Text("id")}/photos/{Guid.NewGuid()}";
        (await leader.PutBytesAsync(photo + "?kind=before", Pictures.As(".png"))).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var path in new[] { photo, "/css/base.css", "/icon.svg" })
        {
            var beyond = await leader.SendAsync(With(path, "Range", "bytes=99999999-"));
            beyond.Status.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable, path);
            beyond.Code.ShouldBe("request.range_not_satisfiable", path);
            var foreign = await leader.SendAsync(With(path, "If-Match", "\"another\""));
            foreign.Status.ShouldBe(HttpStatusCode.PreconditionFailed, path);
            foreign.Code.ShouldBe("request.precondition_failed", path);
            (await leader.SendAsync(With(path, "Range", "bytes=0-3"))).Bytes.Length.ShouldBe(4, path);
        }

        // What has no version of its own to compare takes no notice of one.
        (await leader.SendAsync(With("/api/issues", "If-Match", "\"another\""))).Status.ShouldBe(HttpStatusCode.OK);

        static HttpRequestMessage With(string path, string header, string value)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            return request;
        }
    }

    private static string Report(string members) => $$"""{"id":"{{Id}}","location":{"lon":107.346094,"lat":28.15389},{{members}}}""";

    private static string Located(string location) => $$"""{"id":"{{Id}}","category":"environment.litter","location":{ {{location}} } }""";

    private static HttpRequestMessage Post(string path, string body, string mediaType) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
}
