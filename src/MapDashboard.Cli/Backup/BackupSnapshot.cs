using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Cluster;

namespace MapDashboard.Cli.Backup;

/// <summary>What a snapshot says about itself; the file is written last, so a snapshot without it was never finished.</summary>
/// <param name="At">When the database was read, UTC.</param>
/// <param name="Migration">The last migration of its schema.</param>
/// <param name="LastSeq">Of the change log.</param>
/// <param name="Tables">Rows and checksum of each table but the epoch's.</param>
/// <param name="Files">How many photos and voice notes its rows name.</param>
public sealed record BackupManifest(DateTime At, string Migration, long LastSeq, IReadOnlyDictionary<string, TableSum> Tables, int Files);

/// <summary>
/// A backup folder: <c>photos</c>, shared by all its snapshots because a photo never changes, and for each snapshot a folder named after its time with
/// <c>database.dump</c> (custom format of pg_dump) and <c>manifest.json</c>.
/// </summary>
public sealed class BackupSnapshot(string folder)
{
    private const string ManifestName = "manifest.json";

    public string Folder => folder;

    public string Dump => Path.Combine(folder, "database.dump");

    public static string PhotosOf(string backup) => Path.Combine(backup, "photos");

    /// <summary>A snapshot under a name that says that it is not finished.</summary>
    public static BackupSnapshot Begin(string backup, DateTime at)
    {
        var name = at.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        if (Directory.Exists(Path.Combine(backup, name))) throw new StartRefusedException($"There is a snapshot {name} in {backup} already.");
        var draft = Path.Combine(backup, name + ".partial");
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new BackupSnapshot(draft);
    }

    /// <param name="backup">The backup folder.</param>
    /// <param name="name">Of the snapshot; null for the latest.</param>
    /// <exception cref="StartRefusedException">There is no such finished snapshot.</exception>
    public static BackupSnapshot Find(string backup, string? name)
    {
        var found = Directory.Exists(backup)
            ? Directory.EnumerateDirectories(backup).Where(each => File.Exists(Path.Combine(each, ManifestName)) && !each.EndsWith(".partial", StringComparison.Ordinal))
                .Where(each => name is null || Path.GetFileName(each) == name).Max(StringComparer.Ordinal)
            : null;
        return found is null
            ? throw new StartRefusedException($"There is no finished snapshot{(name is null ? "" : " " + name)} in {Path.GetFullPath(backup)}.")
            : new BackupSnapshot(found);
    }

    public async Task<BackupManifest> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, ManifestName));
        return (await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json.Options, cancellationToken))!;
    }

    /// <summary>Writes the manifest and gives the snapshot its name.</summary>
    public async Task<BackupSnapshot> FinishAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(Path.Combine(folder, ManifestName), FileMode.CreateNew))
        {
            await JsonSerializer.SerializeAsync(file, manifest, Json.Options, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        var name = folder[..^".partial".Length];
        Directory.Move(folder, name);
        return new BackupSnapshot(name);
    }
}
