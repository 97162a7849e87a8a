using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>The verbs <c>categories</c> and <c>calendar</c> as processes of their own against a running server.</summary>
public sealed class TableVerbTests(ReplayVerbTests.EmptyServer fixture) : IClassFixture<ReplayVerbTests.EmptyServer>
{
    [Fact]
    public async Task A_pack_is_taken_out_checked_applied_and_handed_back_with_its_errors()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-tables-").FullName;
        var (file, sheet) = (Path.Combine(folder, "categories.csv"), Path.Combine(folder, "errors.csv"));
        (await RunAsync("categories", "--template", file)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("暴露垃圾", "[露天]垃圾", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var report = await RunAsync("categories", file);
        (report.ExitCode, report.Output.Trim()).ShouldBe((0, "45 rows: 0 new, 1 changed, 44 as before, 0 out of use; 0 errors. Nothing was changed; --apply writes it."), report.Error);
        (await RunAsync("categories", file, "--apply")).Output.ShouldContain("Applied.");

        await File.WriteAllTextAsync(file, "编码,名称,紧急\nenvironment.litter,[x],也许\n", TestContext.Current.CancellationToken);
        var refused = await RunAsync("categories", file, "--apply", "--errors", sheet);
        (refused.ExitCode, refused.Error.Contains("category.import_refused", StringComparison.Ordinal)).ShouldBe((1, true), refused.Error);
        (await File.ReadAllTextAsync(sheet, TestContext.Current.CancellationToken)).ShouldContain("紧急：应为是或否");
        var calendar = Path.Combine(folder, "calendar.xlsx");
        (await RunAsync("calendar", "--template", calendar)).ExitCode.ShouldBe(0);
        (await RunAsync("calendar", calendar, "--apply")).Output.ShouldStartWith("47 rows: 0 new, 0 changed, 40 as before");
        (await RunAsync("calendar", calendar, "--area", "nowhere")).Error.ShouldContain("area.not_found");
        (await RunAsync("calendar", "--template", "calendar.pdf")).ExitCode.ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task People_come_in_without_their_faulty_rows_when_that_is_asked()
    {
        var file = Path.GetTempFileName() + ".csv";
        await File.WriteAllTextAsync(file, "工号,姓名,手机\nV1,甲,19900040001\nV2,,19900040002\n", TestContext.Current.CancellationToken);
        (await RunAsync("people", file, "--apply")).ExitCode.ShouldBe(1);
        var report = await RunAsync("people", file, "--skip-faulty");
        report.Output.ShouldContain("2 rows: 1 new, 0 changed, 0 as before, 0 out of use; 1 errors. 1 rows left out. Nothing was changed; --apply writes it.");
        (await RunAsync("people", file, "--skip-faulty", "--apply")).Output.ShouldContain("Applied.");
        File.Delete(file);
    }

    private async Task<CliResult> RunAsync(params string[] arguments) =>
        await CliProcess.RunAsync(null, "", [.. arguments, "--server", fixture.Server.Address.ToString(), "--token-file", fixture.TokenFile]);
}
