using MapDashboard.Data.Areas;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Access;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Tests;

public sealed class SchemaTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public void The_migrations_hold_the_whole_model()
    {
        using var db = fixture.Context();
        db.Database.HasPendingModelChanges().ShouldBeFalse("add a migration; CONTRIBUTING says how");
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        var connectionString = await TestCluster.NewEmptyDatabaseAsync();
        await DatabaseSetup.MigrateAsync(connectionString, TestContext.Current.CancellationToken);
        await using var dataSource = Database.DataSource(connectionString);
        (await DatabaseSetup.PendingAsync(dataSource, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update areas set mode = 'panic'", "ck_areas_mode")]
    [InlineData("update areas set path = '{x}' where parent_code is null", "ck_areas_path")]
    [InlineData("update areas set geom = st_geomfromtext('LINESTRING (0 0, 1 1)', 4326)", "ck_areas_geom")]
    [InlineData("insert into log_epoch (id, epoch) values (2, gen_random_uuid())", "ck_log_epoch_single")]
    public async Task The_database_itself_refuses_what_cannot_be(string sql, string constraint)
    {
        await using var command = fixture.DataSource.CreateCommand(sql);
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        refused.ConstraintName.ShouldBe(constraint);
    }

    [Fact]
    public void A_scope_filter_is_an_array_overlap_that_the_index_answers()
    {
        using var db = fixture.Context();
        var scope = Scope.Of(AccountRole.Leader, Guid.Empty, [[Places.Community]], null, null);
        var sql = db.Issues.VisibleTo(new Viewer(scope, [Places.Community, Places.Grid1])).ToQueryString();
        sql.Split("audiences && ").Length.ShouldBe(3, sql);
    }

    [Fact]
    public async Task The_area_of_a_point_is_found_through_the_spatial_index()
    {
        await using var db = fixture.Context();
        var point = Wgs84.Point(Places.Grid1Lon, Places.Grid1Lat);
        var sql = db.Areas.Where(area => area.Geom != null && Spatial.Covers(area.Geom, point)).Select(area => area.Code).ToQueryString();
        sql.ShouldContain("st_covers(a.geom,", Case.Insensitive);

        // On a few hundred areas a scan is cheaper; what is asked is whether the index can answer at all.
        await using var connection = await fixture.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var off = new Npgsql.NpgsqlCommand("set enable_seqscan = off", connection);
        await off.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var explain = new Npgsql.NpgsqlCommand(
            "explain select code from areas where st_covers(geom, st_setsrid(st_makepoint(107.35, 28.15), 4326))", connection);
        await using var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = "";
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) plan += reader.GetString(0) + "\n";
        plan.ShouldContain("ix_areas_geom");
    }
}
