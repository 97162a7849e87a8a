using System.CommandLine;
using System.Globalization;
using MapDashboard.Cli.Backup;
using MapDashboard.Domain;
using Npgsql;

namespace MapDashboard.Cli.Retention;

/// <summary><c>retention</c>: removes what nothing needs after its time and is no history. It knows nothing of Changes, anchors, roots and audits.</summary>
internal static class RetentionVerb
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what it would remove, and change nothing" };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();
    private static readonly Option<string?> Photos = BackupVerb.PhotosOption();

    public static Command Create()
    {
        var verb = new Command("retention", "Remove what nothing needs after its time and is no history") { DryRun, Folder, Photos };
        verb.SetAction((parse, token) => CliDatabase.RunAsync(
            parse.GetValue(Folder),
            (NpgsqlDataSource dataSource) => RunAsync(dataSource, BackupVerb.PhotosOf(parse.GetValue(Photos), parse.GetValue(Folder)), parse.GetValue(DryRun), token),
            token));
        return verb;
    }

    private static async Task<int> RunAsync(NpgsqlDataSource dataSource, string photos, bool isDry, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.UtcNow();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (var old in OldRows.All)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var count = await old.RemoveAsync(connection, now, cancellationToken);
            if (!isDry) await transaction.CommitAsync(cancellationToken);
            Tell($"{count} {old.What}, older than {old.Kept.TotalDays} days");
        }

        // A folder that is not there is more likely a wrong name than a server without photos.
        if (!Directory.Exists(photos)) Tell($"There is no folder {photos}: no files were looked at");
        var named = (await PhotoFiles.NamedAsync(connection, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var stray = new StrayFiles(photos, now);
        var (files, bytes) = (0, 0L);
        foreach (var file in stray.Find(named).ToList())
        {
            var length = file.Length;
            if (!isDry && !stray.Remove(file)) continue;
            files++;
            bytes += length;
        }

        Tell($"{files} files of uploads that came to nothing, {bytes} bytes");
        Console.WriteLine(isDry ? "Nothing was changed." : "Removed.");
        return 0;
    }

    private static void Tell(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
