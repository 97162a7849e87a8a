using System.Diagnostics;
using System.Reflection;

namespace MapDashboard.TestSupport;

/// <summary>What the command line said and how it ended.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error);

/// <summary>The command line as a process of its own, as an operator calls it.</summary>
public static class CliProcess
{
    /// <param name="connectionString">Null for a verb that finds its database or server by its arguments.</param>
    /// <param name="input">What comes on stdin.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    public static async Task<CliResult> RunAsync(string? connectionString, string input, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Assembly.Load("mapdashboard").Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (connectionString is not null) info.Environment["ConnectionStrings__Map"] = connectionString;
        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new CliResult(process.ExitCode, await output, await error);
    }
}
