namespace MapDashboard.Web.Hosting;

/// <summary>wwwroot and gis-data stand at the top of the repository; published, they stand beside the program.</summary>
public static class ContentFolders
{
    /// <exception cref="DirectoryNotFoundException">The folder is neither beside the program nor above it.</exception>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, name);
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new DirectoryNotFoundException($"The folder {name} is neither beside the program nor above it.");
    }
}
