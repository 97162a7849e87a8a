using System.Globalization;

namespace MapDashboard.Data.Cluster;

/// <summary>Where PostgreSQL with PostGIS is installed.</summary>
public static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The same for the version that made a cluster: another one cannot open its files.</summary>
    public static string? Find(string version) => Directory.Exists(Path.Combine(DebianRoot, version, "bin")) ? Path.Combine(DebianRoot, version, "bin") : null;

    /// <summary>The folder with initdb, pg_ctl and postgres of the newest version that has PostGIS; null when there is none.</summary>
    public static string? Find()
    {
        if (!Directory.Exists(DebianRoot)) return null;
        return Directory.EnumerateDirectories(DebianRoot)
            .Select(Path.GetFileName)
            .Where(version => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderByDescending(version => int.Parse(version!, CultureInfo.InvariantCulture))
            .Where(version => File.Exists($"/usr/share/postgresql/{version}/extension/postgis.control"))
            .Select(version => Path.Combine(DebianRoot, version!, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")));
    }
}
