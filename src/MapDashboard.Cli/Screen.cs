using Spectre.Console;

namespace MapDashboard.Cli;

/// <summary>Progress goes to stderr, so that stdout holds the result alone and can be kept.</summary>
internal static class Screen
{
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static Progress Progress() => Error.Progress().Columns(
        new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn());
}
