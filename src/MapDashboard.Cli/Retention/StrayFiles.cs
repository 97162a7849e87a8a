namespace MapDashboard.Cli.Retention;

/// <summary>
/// Files of the photo folder that no row names: of uploads that were refused or died before their commit, half-written ones of a killed server, and parts
/// that nobody went on with.
/// </summary>
public sealed class StrayFiles(string photos, DateTime now)
{
    /// <summary>Longer than any upload lies between its file and its row.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>As the server's own.</summary>
    public static readonly TimeSpan PartsKept = TimeSpan.FromDays(3);

    private const string Parts = "parts";
    private const int NameLength = 64;
    private const int DraftLength = 32;

    /// <param name="named">Hashes that rows name, read before this.</param>
    public IEnumerable<FileInfo> Find(IReadOnlySet<string> named)
    {
        var folder = new DirectoryInfo(photos);
        if (!folder.Exists) return [];
        var parts = new DirectoryInfo(Path.Combine(photos, Parts));
        var begun = parts.Exists ? parts.EnumerateFiles().Where(file => file.LastWriteTimeUtc < now - PartsKept) : [];
        var kept = folder.EnumerateDirectories("??").SelectMany(first => first.EnumerateDirectories("??")).SelectMany(second => second.EnumerateFiles());
        return kept.Where(file => file.LastWriteTimeUtc < now - Kept && IsStray(file.Name, named)).Concat(begun);
    }

    /// <summary>Removes the file unless somebody wants it just now: a server that is given the same bytes again touches it, and finds it gone or keeps it.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool Remove(FileInfo file)
    {
        var aside = file.FullName + ".stray";
        File.Move(file.FullName, aside, overwrite: true);
        if (File.GetLastWriteTimeUtc(aside) >= now - Kept)
        {
            File.Move(aside, file.FullName, overwrite: true);
            return false;
        }

        File.Delete(aside);
        return true;
    }

    /// <summary>A hash that nothing names, or a draft: a name that ends in the number of its writer. What is called otherwise is none of ours.</summary>
    private static bool IsStray(string name, IReadOnlySet<string> named)
    {
        var words = name.Split('.');
        if (words[0].Length != NameLength || !words[0].All(char.IsAsciiHexDigitLower)) return false;
        return !named.Contains(words[0]) || (words.Length > 1 && words[^1].Length == DraftLength && words[^1].All(char.IsAsciiHexDigitLower));
    }
}
