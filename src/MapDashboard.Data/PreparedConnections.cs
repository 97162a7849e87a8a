using MapDashboard.Data.Geometries;
using Npgsql;

namespace MapDashboard.Data;

/// <summary>Connections for what is asked all day with the same few statements, the batches and the following of the log: few, kept, and with the statements prepared.</summary>
public static class PreparedConnections
{
    // Planning costs more than a small batch does, so plans are kept, and every statement has its index: without that, a plan made while the
    // tables were small would read them whole. A table of one row has none, and what forbids the reading of it looks dear enough to be compiled: not so.
    // And no lock is worth that everybody waits for it.
    private const string Settings = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set jit = off; set lock_timeout = '10s'";

    /// <summary>Seconds until a connection, and the plans kept on it, are made anew: tables grow, and so does what the database knows of them.</summary>
    private const int Lifetime = 60;

    /// <param name="connectionString">Past a pooler: statements are prepared, and settings of the session kept.</param>
    /// <param name="most">Connections at once.</param>
    public static NpgsqlDataSource DataSource(string connectionString, int most)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = most,
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
