using System.Reflection;

namespace MapDashboard.Web.Hosting;

/// <summary>What this program is: version and commit, written at build.</summary>
public static class BuildVersion
{
    private static readonly string Informational =
        typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static string Version => Informational.Split('+')[0];

    /// <summary>"unknown" when built outside a checkout.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit] ? commit : "unknown";
}
