using System.Diagnostics;

namespace MapDashboard.Data.Cluster;

/// <summary>What a short command answered; both streams together.</summary>
public sealed record ProcessResult(int ExitCode, string Output);

/// <summary>The unprivileged user as whom postgres runs: ourselves, or <c>postgres</c> when we are root.</summary>
internal sealed class ClusterUser
{
    private const string Unprivileged = "postgres";

    private readonly string? switchTo;

    private ClusterUser(string? switchTo) => this.switchTo = switchTo;

    /// <exception cref="StartRefusedException">We are root and there is no user postgres.</exception>
    public static ClusterUser Choose()
    {
        if (!Environment.IsPrivilegedProcess) return new ClusterUser(null);
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Unprivileged + ":", StringComparison.Ordinal)))
        {
            throw new StartRefusedException("PostgreSQL does not run as root and there is no user postgres: useradd --system postgres.");
        }

        return new ClusterUser(Unprivileged);
    }

    /// <summary>Gives the folder and what is in it to the user.</summary>
    public void Own(string folder)
    {
        if (switchTo is null) return;
        using var chown = Process.Start("/bin/chown", ["-R", $"{switchTo}:", folder]);
        chown.WaitForExit();
        if (chown.ExitCode != 0) throw new StartRefusedException($"The folder {folder} cannot be given to the user {switchTo}.");
    }

    /// <summary>Whether the user can enter the folder; the folders above it may be closed to it.</summary>
    public bool CanEnter(string folder)
    {
        if (switchTo is null) return true;
        using var test = Process.Start(Info("/usr/bin/test", ["-x", folder]))!;
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    /// <summary>Runs a short command as the user.</summary>
    public async Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var info = Info(program, arguments);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.RedirectStandardInput = true;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();

        // Read until the command itself has ended: a daemon that it left behind may keep the pipes open.
        var output = new System.Text.StringBuilder();
        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.AppendLine(line.Data);
        }

        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited) await Task.Delay(20, cancellationToken);
        lock (output) return new ProcessResult(process.ExitCode, output.ToString());
    }

    private ProcessStartInfo Info(string program, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" };
        if (switchTo is not null) info.UserName = switchTo;
        info.Environment["LC_ALL"] = "C.UTF-8";
        return info;
    }
}
