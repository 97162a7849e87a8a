using System.CommandLine;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Cli;

/// <summary><c>migrate</c>: brings one's own database to the schema of this program. The server never does that there by itself.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var verb = new Command("migrate", "Bring the database to the schema of this program");
        verb.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (CliDatabase.ConnectionString() is not { } connectionString)
        {
            await Console.Error.WriteLineAsync("Set ConnectionStrings__Map to the database, for example: Host=db;Database=map;Username=map;Password=…");
            return 2;
        }

        try
        {
            await DatabaseSetup.MigrateAsync(connectionString, cancellationToken);
            Console.WriteLine("The database is up to date.");
            return 0;
        }
        catch (Exception refused) when (refused is StartRefusedException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
