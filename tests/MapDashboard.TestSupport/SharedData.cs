namespace MapDashboard.TestSupport;

/// <summary>Real files for tests, kept beside the checkout and not part of it. Where they are absent, the tests that want them are skipped.</summary>
public static class SharedData
{
    public const string Missing = "the real data files (../shared/data) are not beside this checkout";

    private static readonly Lazy<string?> Folder = new(Find);

    public static bool IsHere => Folder.Value is not null;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder.Value ?? throw new InvalidOperationException(Missing), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
