namespace MapDashboard.Data.Cluster;

/// <summary>One server, or one command, per data folder: two would stop each other's cluster. A killed process leaves no lock.</summary>
public static class DataFolderLock
{
    /// <returns>Null while another process holds it.</returns>
    public static FileStream? TryTake(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Held: the caller knows what that means for it.
            return null;
        }
    }
}
