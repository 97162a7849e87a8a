using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>The generated county has the size that it promises, and its areas tile their parents.</summary>
public sealed class GenerateVerbTests
{
    [Fact]
    public async Task The_county_has_the_promised_size_and_is_made_once()
    {
        var connectionString = await TestCluster.NewEmptyDatabaseAsync();
        var made = await CliProcess.RunAsync(connectionString, "", "generate", "county", "--seed", "7");
        (made.ExitCode, made.Output.Trim()).ShouldBe((0, "1 district, 3 street, 21 community, 405 grid, 2971 microgrid, 8913 building; 12537 people with posts."), made.Error);
        var again = await CliProcess.RunAsync(connectionString, "", "generate", "county");
        (again.ExitCode, again.Error.Contains("already", StringComparison.Ordinal)).ShouldBe((1, true));

        await using var dataSource = MapDashboard.Data.Database.DataSource(connectionString);
        await using var command = dataSource.CreateCommand(
            """
            select max(abs(st_area(parent.geom) - children.area) / st_area(parent.geom))
            from areas parent join (select parent_code, sum(st_area(geom)) as area from areas where level <> 'building' group by parent_code) children on children.parent_code = parent.code
            """);
        ((double)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBeLessThan(1e-9);
    }
}
