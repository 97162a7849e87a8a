using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>The verbs <c>import</c> and <c>replay</c> as processes of their own against a running server.</summary>
public sealed class ReplayVerbTests(ReplayVerbTests.EmptyServer fixture) : IClassFixture<ReplayVerbTests.EmptyServer>
{
    private const string Mapping =
        """
        { "name": "test", "id": "key", "time": "time", "timeFormats": ["yyyy-MM-dd HH:mm"], "zone": "Asia/Shanghai", "longitude": "lon", "latitude": "lat",
          "category": { "column": "kind", "map": { "rubbish": "environment.litter", "unknown here": "no.such" }, "default": null },
          "status": { "column": "state", "map": { "open": "reported", "busy": "inProgress", "done": "closed" }, "default": null },
          "closedTime": "closed", "description": ["kind", "text"] }
        """;

    private const string Rows =
        """
        key,time,lon,lat,kind,state,closed,text
        1,2022-05-01 08:00,120.5,30.5,rubbish,open,,first
        2,2022-05-01 09:00,120.5,30.5,rubbish,done,2022-05-02 09:00,"with, comma"
        3,2022-05-01 09:30,120.5,30.5,rubbish,busy,,
        4,2022-05-01 10:00,,,rubbish,open,,no place
        5,yesterday,120.5,30.5,rubbish,open,,no time
        6,2022-05-01 10:00,120.5,30.5,ufo,open,,no category
        7,2022-05-01 10:00,120.5,30.5,rubbish,done,2022-04-01 09:00,closed too early
        2,2022-05-01 11:00,120.5,30.5,rubbish,open,,the same key
        8,2022-05-01 11:00,120.5,30.5,unknown here,open,,refused by the server
        """;

    private TestServer Server => fixture.Server;

    [Fact]
    public async Task A_file_is_replayed_once_and_its_unusable_rows_are_handed_back_with_reasons()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-replay-").FullName;
        var (file, mapping) = (Path.Combine(folder, "rows.csv"), Path.Combine(folder, "mapping.json"));
        await File.WriteAllTextAsync(file, Rows, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(mapping, Mapping, TestContext.Current.CancellationToken);
        var first = await RunAsync("replay", file, "--mapping", mapping);
        (first.ExitCode, first.Output.Split('\n')[0].Split(';')[0]).ShouldBe((0, "9 rows: 3 added, 0 known, 2 statuses recorded, 6 rejected"), first.Error);
        var rejected = await File.ReadAllLinesAsync(Path.Combine(folder, "rows.rejected.csv"), TestContext.Current.CancellationToken);
        rejected.Length.ShouldBe(7);
        rejected.ShouldContain(line => line.StartsWith("8,", StringComparison.Ordinal) && line.Contains("category.not_found", StringComparison.Ordinal));
        var second = await RunAsync("replay", file, "--mapping", mapping);
        second.Output.ShouldStartWith("9 rows: 0 added, 3 known, 0 statuses recorded, 6 rejected");

        using var admin = await Server.SignInAsync("admin");
        var issues = (await admin.GetAsync("/api/issues")).Members["issues"]!.AsArray();
        issues.Select(issue => (issue!["reportedAt"]!.GetValue<string>(), issue["status"]!.GetValue<string>(), issue["version"]!.GetValue<int>())).ShouldBe(
        [
            ("2022-05-01T01:30:00Z", "inProgress", 2), ("2022-05-01T01:00:00Z", "closed", 2), ("2022-05-01T00:00:00Z", "reported", 1),
        ]);
        issues[1]!["endedAt"]!.GetValue<string>().ShouldBe("2022-05-02T01:00:00Z");
        issues[1]!["description"]!.GetValue<string>().ShouldBe("rubbish · with, comma");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{", "mapping")]
    [InlineData("""{ "name": "test" }""", "missing")]
    [InlineData("""{ "name": "test", "surprise": 1 }""", "surprise")]
    public async Task A_mapping_that_cannot_be_is_one_sentence(string text, string expected)
    {
        var mapping = Path.GetTempFileName();
        await File.WriteAllTextAsync(mapping, text, TestContext.Current.CancellationToken);
        var refused = await RunAsync("replay", mapping, "--mapping", mapping);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(expected);
        refused.Error.ShouldNotContain("   at ");
        File.Delete(mapping);
    }

    [Fact]
    public async Task Areas_are_imported_by_the_command_line_after_a_report()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"330103","name":"[下城]"},"geometry":{"type":"Polygon","coordinates":[[[100,30],[101,30],[101,31],[100,30]]]}}]}""",
            TestContext.Current.CancellationToken);
        string[] arguments = ["import", file, "--level", "district", "--code", "id", "--name", "name"];
        var report = await RunAsync(arguments);
        (report.ExitCode, report.Output.Trim()).ShouldBe((0, "1 features, 1 areas: 1 new, 0 changed, 0 as before; 0 errors, 0 warnings. Nothing was changed; --apply writes them."), report.Error);
        (await RunAsync([.. arguments, "--apply"])).Output.ShouldContain("Applied.");
        await File.WriteAllTextAsync(file, """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}""", TestContext.Current.CancellationToken);
        var refused = await RunAsync(arguments);
        (refused.ExitCode, refused.Error.Contains("area.import_refused", StringComparison.Ordinal)).ShouldBe((1, true), refused.Error);
        File.Delete(file);
    }

    private async Task<CliResult> RunAsync(params string[] arguments) =>
        await CliProcess.RunAsync(null, "", [.. arguments, "--server", Server.Address.ToString(), "--token-file", fixture.TokenFile]);

    /// <summary>A server without areas, and an admin's token in a file.</summary>
    public sealed class EmptyServer : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public string TokenFile { get; } = Path.GetTempFileName();

        public async ValueTask InitializeAsync()
        {
            var connectionString = await TestCluster.NewEmptyDatabaseAsync();
            await CliProcess.RunAsync(connectionString, TestAccounts.Password, "accounts", "create", "admin", "--role", "admin");
            Server = await TestServer.StartAsync(connectionString);
            using var admin = await Server.SignInAsync("admin");
            var made = await admin.PostAsync("/api/tokens", new { name = "imports" });
            made.Status.ShouldBe(HttpStatusCode.Created);
            await File.WriteAllTextAsync(TokenFile, made.Text("token") + "\n");
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            File.Delete(TokenFile);
        }
    }
}
