using System.Security.Cryptography;
using System.Text;

namespace MapDashboard.Data.Cluster;

/// <summary>Finds the folder of the cluster and makes it enterable for the user that runs postgres.</summary>
internal static class ClusterFolder
{
    private const string Fallback = "/var/lib/mapdashboard";

    /// <summary>
    /// <c>postgres</c> under the data folder. Where root's checkout lies below a folder that only root may enter (/root, a private
    /// temporary folder), the cluster itself lies under /var/lib/mapdashboard and <c>postgres</c> is a link to it.
    /// </summary>
    public static string Prepare(string dataFolder, ClusterUser user)
    {
        // pg_ctl hands these names to a shell, in double quotes.
        if (Path.GetFullPath(dataFolder).AsSpan().IndexOfAny("$`\"\\\n") >= 0)
        {
            throw new StartRefusedException($"The data folder {dataFolder} has a character in its name that a shell would take for a command; choose another with --Map:DataFolder=….");
        }

        Directory.CreateDirectory(dataFolder);
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "postgres");
        if (new DirectoryInfo(folder).LinkTarget is { } target)
        {
            Directory.CreateDirectory(target);
            user.Own(target);
            return target;
        }

        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder, Private);
        user.Own(folder);
        if (!isNew || user.CanEnter(folder)) return folder;

        Directory.Delete(folder);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
        var elsewhere = Path.Combine(Fallback, hash);
        Directory.CreateDirectory(Fallback);

        // No link led to it, so its data folder was thrown away: its data must not come back, nor be lost without a word.
        if (Directory.Exists(elsewhere)) Directory.Move(elsewhere, $"{elsewhere}.left-{Guid.NewGuid():N}");
        Directory.CreateDirectory(elsewhere, Private);
        user.Own(elsewhere);
        Directory.CreateSymbolicLink(folder, elsewhere);
        return elsewhere;
    }
}
