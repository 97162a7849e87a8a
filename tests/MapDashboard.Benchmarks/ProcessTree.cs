using System.Globalization;

namespace MapDashboard.Benchmarks;

/// <summary>Processor time of a process and its children, those that have ended too: what a loaded machine falsifies least.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    public static double CpuSeconds(int root)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                // After the name, which may hold spaces: state, parent, …
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var isRoot = Path.GetFileName(folder) == root.ToString(CultureInfo.InvariantCulture);
                if (!isRoot && fields[1] != root.ToString(CultureInfo.InvariantCulture)) continue;
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
                if (isRoot) ticks += long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
                continue;
            }
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>What the process alone holds in memory, without what it maps of files.</summary>
    public static long MemoryBytes(int process) => Kilobytes(process, "RssAnon:") * 1024;

    /// <summary>The same with the pages of files, its programs among them, that are in memory.</summary>
    public static long ResidentBytes(int process) => Kilobytes(process, "VmRSS:") * 1024;

    private static long Kilobytes(int process, string what) => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
