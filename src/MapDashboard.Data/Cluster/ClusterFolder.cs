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
        Directory.CreateDirectory(elsewhere, Private);
        user.Own(elsewhere);
        Directory.CreateSymbolicLink(folder, elsewhere);
        return elsewhere;
    }
}
