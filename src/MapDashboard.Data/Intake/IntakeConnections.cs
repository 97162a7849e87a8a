using MapDashboard.Data.Geometries;
using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>The connections of the batches: few, kept, and with their statements prepared.</summary>
internal static class IntakeConnections
{
    // Planned anew for each batch: a plan made while the tables were small would read them whole for as long as nobody analyses them. And no lock is
    // worth that everybody waits for it.
    private const string Settings = "set plan_cache_mode = force_custom_plan; set lock_timeout = '10s'";

    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 3,
            MinPoolSize = 0,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString);
        builder.UseGeometry();
        builder.UsePhysicalConnectionInitializer(Set, SetAsync);
        return builder.Build();
    }

    private static void Set(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Settings, connection);
        command.ExecuteNonQuery();
    }

    private static async Task SetAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Settings, connection);
        await command.ExecuteNonQueryAsync();
    }
}
