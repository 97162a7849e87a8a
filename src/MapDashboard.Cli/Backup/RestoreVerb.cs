using System.CommandLine;
using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Cluster;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary>
/// <c>restore</c>: a snapshot into an empty database, checked against its checksums and hash chains. The new epoch comes last: without it no server
/// serves from the database, so one that was restored half-way is never taken for whole.
/// </summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> Source = new("folder") { Description = "The backup folder" };
    private static readonly Option<string?> Name = new("--snapshot") { Description = "Name of the snapshot; left out: the latest" };
    private static readonly Option<string?> Folder = new("--data-folder") { Description = "A data folder without a database, for a server with the embedded one; else ConnectionStrings__MapDirect or ConnectionStrings__Map" };
    private static readonly Option<string?> Photos = BackupVerb.PhotosOption();

    public static Command Create()
    {
        var verb = new Command("restore", "Bring a snapshot back into an empty database") { Source, Name, Folder, Photos };
        verb.SetAction(async (parse, token) =>
        {
            try
            {
                var snapshot = BackupSnapshot.Find(parse.GetValue(Source)!, parse.GetValue(Name));
                var photos = BackupVerb.PhotosOf(parse.GetValue(Photos), parse.GetValue(Folder));
                await using var target = await RestoreTarget.OpenAsync(parse.GetValue(Folder), token);
                return await RunAsync(target.ConnectionString, snapshot, parse.GetValue(Source)!, photos, token);
            }
            catch (Exception refused) when (refused is StartRefusedException or NpgsqlException or IOException)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                return 1;
            }
        });
        return verb;
    }

    private static async Task<int> RunAsync(string connectionString, BackupSnapshot snapshot, string backup, string photos, CancellationToken cancellationToken)
    {
        var manifest = await snapshot.ReadAsync(cancellationToken);
        await PostgresTool.RunAsync(
            "pg_restore", connectionString, ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments", snapshot.Dump], cancellationToken);

        await using var dataSource = Database.DataSource(connectionString);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var tables = await TableSums.ReadAsync(connection, cancellationToken);
        if (Difference(manifest.Tables, tables) is { } table) throw new StartRefusedException($"The table {table} is not as it was saved. Nothing serves from this database; restore another snapshot into an empty one.");
        var history = await new HistoryVerification(dataSource).RunAsync([], progress: null, cancellationToken);
        if (history.Break is { } broken)
        {
            throw new StartRefusedException($"The history is broken: {(broken.Issue is { } issue ? $"issue {issue}: " : "")}{broken.What} Nothing serves from this database; restore another snapshot into an empty one.");
        }

        var named = await PhotoFiles.NamedAsync(connection, cancellationToken);
        var amiss = await PhotoFiles.CopyAsync(named, BackupSnapshot.PhotosOf(backup), photos, cancellationToken);
        await using (var renew = new NpgsqlCommand($"insert into {TableSums.EpochTable} (id, epoch) values (1, gen_random_uuid())", connection))
        {
            await renew.ExecuteNonQueryAsync(cancellationToken);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Restored {snapshot.Folder}: {tables.Values.Sum(each => each.Rows)} rows of {tables.Count} tables agree, {history.Changes} Changes of {history.Issues} issues hold, {named.Count - amiss.Count} photos and voice notes."));
        foreach (var hash in amiss) await Console.Error.WriteLineAsync($"Missing or changed in the backup: {hash}");
        return amiss.Count == 0 ? 0 : 1;
    }

    private static string? Difference(IReadOnlyDictionary<string, TableSum> saved, IReadOnlyDictionary<string, TableSum> restored) =>
        saved.Keys.Union(restored.Keys, StringComparer.Ordinal).FirstOrDefault(table => saved.GetValueOrDefault(table) != restored.GetValueOrDefault(table));
}
