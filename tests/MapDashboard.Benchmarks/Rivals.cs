using System.Diagnostics;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Benchmarks;

/// <summary>What a user might take instead (tests/rivals): programs for Node, by their lock file.</summary>
internal static class Rivals
{
    /// <summary>Installs their packages, and starts one of them; its output is the caller's to read.</summary>
    public static async Task<Process> StartAsync(string script, params string[] arguments)
    {
        var home = ContentFolders.Find(Path.Combine("tests", "rivals"));
        using (var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--silent"]) { WorkingDirectory = home })!)
        {
            await install.WaitForExitAsync();
            if (install.ExitCode != 0) throw new InvalidOperationException("npm could not install what tests/rivals names.");
        }

        return Process.Start(new ProcessStartInfo("node", [Path.Combine(home, script), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }
}
