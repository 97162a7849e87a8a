using MapDashboard.Data.Geometries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace MapDashboard.Data;

/// <summary>The set-up of data source and context, the same for server, command line and tests.</summary>
public static class Database
{
    /// <summary>Names the migrations that were applied.</summary>
    internal const string MigrationsTable = "migrations_history";

    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseGeometry();
        return builder.Build();
    }

    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource) =>
        options.UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable(MigrationsTable)).UseGeometry();

    public static MapDbContext Context(NpgsqlDataSource dataSource) =>
        new((DbContextOptions<MapDbContext>)Configure(new DbContextOptionsBuilder<MapDbContext>(), dataSource).Options);
}

/// <summary>For `dotnet ef migrations add` only; it never connects.</summary>
internal sealed class MapDbContextFactory : IDesignTimeDbContextFactory<MapDbContext>
{
    public MapDbContext CreateDbContext(string[] args) => Database.Context(Database.DataSource("Host=unused"));
}
