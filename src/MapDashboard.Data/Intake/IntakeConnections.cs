using MapDashboard.Data.Geometries;
using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>The connections of the batches: few, kept, and with their statements prepared.</summary>
internal static class IntakeConnections
{
    // Planning costs more than a small batch does, so plans are kept, and every statement of a batch has its index: without that, a plan made while the
    // tables were small would read them whole. A table of one row has none, and what forbids the reading of it looks dear enough to be compiled: not so.
    // And no lock is worth that everybody waits for it.
    private const string Settings = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set jit = off; set lock_timeout = '10s'";

    /// <summary>Seconds until a connection, and the plans kept on it, are made anew: tables grow, and so does what the database knows of them.</summary>
    private const int Lifetime = 60;

    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 3,
            MinPoolSize = 0,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ConnectionLifetime = Lifetime,
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
