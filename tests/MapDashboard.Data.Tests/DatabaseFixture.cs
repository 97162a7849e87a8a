using MapDashboard.Data;
using MapDashboard.TestSupport;
using Npgsql;

namespace MapDashboard.Data.Tests;

/// <summary>A database of its own for the tests of one class: schema, reference data and the demo community.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    public NpgsqlDataSource DataSource { get; private set; } = null!;

    public async ValueTask InitializeAsync() => DataSource = Database.DataSource(await TestCluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    public MapDbContext Context() => Database.Context(DataSource);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
