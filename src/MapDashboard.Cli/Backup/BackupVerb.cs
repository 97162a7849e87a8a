using System.CommandLine;
using System.Data;
using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Cli.Backup;

/// <summary><c>backup</c>: a snapshot of the database with checksums, and the photos that it names, beside a running server.</summary>
internal static class BackupVerb
{
    private static readonly Argument<string> Target = new("folder") { Description = "The backup folder; each call adds a snapshot, and only photos that are not there yet" };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();
    private static readonly Option<string?> Photos = PhotosOption();

    public static Option<string?> PhotosOption() => new("--photos") { Description = "Where the server keeps its photos; left out with --data-folder: photos in it" };

    public static Command Create()
    {
        var verb = new Command("backup", "Write a snapshot of the database and the photos") { Target, Folder, Photos };
        verb.SetAction((parse, token) => CliDatabase.RunAsync(
            parse.GetValue(Folder),
            (CliDatabase database) => RunAsync(database, parse.GetValue(Target)!, PhotosOf(parse.GetValue(Photos), parse.GetValue(Folder)), token),
            token));
        return verb;
    }

    /// <exception cref="StartRefusedException">Neither was given.</exception>
    public static string PhotosOf(string? photos, string? dataFolder) =>
        photos ?? (dataFolder is null ? throw new StartRefusedException("Say where the server keeps its photos: --photos FOLDER.") : Path.Combine(dataFolder, "photos"));

    private static async Task<int> RunAsync(CliDatabase database, string backup, string photos, CancellationToken cancellationToken)
    {
        // Dump and checksums must be of one moment: pg_dump reads the snapshot that this transaction holds open.
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (at, lastSeq, exported) = await BeginAsync(connection, cancellationToken);
        var draft = BackupSnapshot.Begin(backup, at);
        await PostgresTool.RunAsync(
            "pg_dump", database.ConnectedBy,
            ["--format=custom", $"--snapshot={exported}", $"--exclude-table-data={TableSums.EpochTable}", "--file", draft.Dump], cancellationToken);
        var tables = await TableSums.ReadAsync(connection, cancellationToken);

        // A photo is on disk before its row is committed, so every row of the snapshot has its file.
        var named = await PhotoFiles.NamedAsync(connection, cancellationToken);
        var amiss = await PhotoFiles.CopyAsync(named, photos, BackupSnapshot.PhotosOf(backup), cancellationToken);
        await using var db = Database.Context(database.DataSource);
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Last();
        var snapshot = await draft.FinishAsync(new BackupManifest(at, migration, lastSeq, tables, named.Count), cancellationToken);

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{snapshot.Folder}: {tables.Values.Sum(table => table.Rows)} rows of {tables.Count} tables, the log up to {lastSeq}; {named.Count - amiss.Count} photos and voice notes."));
        foreach (var hash in amiss) await Console.Error.WriteLineAsync($"Missing or changed in {photos}: {hash}");
        return amiss.Count == 0 ? 0 : 1;
    }

    private static async Task<(DateTime At, long LastSeq, string Exported)> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select now(), coalesce((select max(seq) from changes), 0), pg_export_snapshot()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetDateTime(0), reader.GetInt64(1), reader.GetString(2));
    }
}
