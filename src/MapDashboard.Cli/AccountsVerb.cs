using System.CommandLine;
using System.Globalization;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Cli;

/// <summary><c>accounts</c>: makes, lists and ends accounts. What was done, to whom and by whom stands in one line on stdout, to be kept.</summary>
internal static class AccountsVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The user name" };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();
    private static readonly Option<string?> PasswordFile = new("--password-file") { Description = "A file whose first line is the password; else the first line of stdin" };
    private static readonly Option<string> Role = new("--role") { Description = "One of: " + string.Join(", ", Words<AccountRole>.All), Required = true };
    private static readonly Option<string?> Area = new("--area") { Description = "Code of the area it answers for, with all below" };
    private static readonly Option<string?> Person = new("--person") { Description = "Code of the person whose account it is" };
    private static readonly Option<string?> DisplayName = new("--display-name") { Description = "As others see it; the user name when left out" };

    public static Command Create()
    {
        Role.AcceptOnlyFromAmong([.. Words<AccountRole>.All]);
        return new Command("accounts", "Make, list and end accounts")
        {
            Sub("create", "Make an account", [Name, Role, Area, Person, DisplayName, PasswordFile], CreateAsync),
            Sub("list", "Every account with its role, area and state", [], ListAsync),
            Sub("set-password", "Give an account a new password; its sessions end", [Name, PasswordFile], SetPasswordAsync),
            Sub("disable", "Keep an account from signing in; its sessions and tokens end", [Name], (db, parse, token) =>
                ReportAsync("account.disabled", AccountCommands.DisableAsync(db, parse.GetRequiredValue(Name), TimeProvider.System.UtcNow(), token))),
            Sub("enable", "Let a disabled account sign in again", [Name], (db, parse, token) =>
                ReportAsync("account.enabled", AccountCommands.EnableAsync(db, parse.GetRequiredValue(Name), token))),
        };
    }

    private static Command Sub(string name, string description, Symbol[] symbols, Func<MapDbContext, ParseResult, CancellationToken, Task<int>> work)
    {
        var verb = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) verb.Arguments.Add(argument);
            else verb.Options.Add((Option)symbol);
        }

        verb.Options.Add(Folder);
        verb.SetAction((parse, token) => CliDatabase.RunAsync(parse.GetValue(Folder), db => work(db, parse, token), token));
        return verb;
    }

    private static async Task<int> CreateAsync(MapDbContext db, ParseResult parse, CancellationToken cancellationToken)
    {
        var name = parse.GetRequiredValue(Name);
        var request = new NewAccount(
            name,
            parse.GetValue(DisplayName) ?? name,
            Words<AccountRole>.Parse(parse.GetRequiredValue(Role)),
            parse.GetValue(Area),
            parse.GetValue(Person),
            await PasswordAsync(parse, cancellationToken));
        return await ReportAsync("account.created", AccountCommands.CreateAsync(db, request, TimeProvider.System.UtcNow(), cancellationToken));
    }

    private static async Task<int> SetPasswordAsync(MapDbContext db, ParseResult parse, CancellationToken cancellationToken) =>
        await ReportAsync("account.passwordSet", AccountCommands.SetPasswordAsync(
            db, parse.GetRequiredValue(Name), await PasswordAsync(parse, cancellationToken), TimeProvider.System.UtcNow(), cancellationToken));

    private static async Task<int> ListAsync(MapDbContext db, ParseResult parse, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().OrderBy(account => account.UserName).ToListAsync(cancellationToken);
        foreach (var account in accounts) Console.WriteLine(Describe(account));
        return 0;
    }

    private static async Task<int> ReportAsync(string what, Task<Outcome<Account>> doing)
    {
        var outcome = await doing;
        if (outcome.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Detail);
            return 1;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{TimeProvider.System.UtcNow():yyyy-MM-ddTHH:mm:ssZ} {what} {Describe(outcome.Value)} by={Environment.UserName}"));
        return 0;
    }

    private static string Describe(Account account) => string.Join(' ', new[]
    {
        "name=" + account.UserName,
        "role=" + Words<AccountRole>.Of(account.Role),
        account.AreaCode is { } area ? "area=" + area : null,
        account.PersonCode is { } person ? "person=" + person : null,
        account.Demo ? "demo" : null,
        account.DisabledAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"disabled={at:yyyy-MM-ddTHH:mm:ssZ}") : null,
    }.Where(part => part is not null));

    /// <summary>Never an argument: other users of the machine see those.</summary>
    private static async Task<string> PasswordAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        if (parse.GetValue(PasswordFile) is { } file)
        {
            using var reader = new StreamReader(file);
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }

        if (Console.IsInputRedirected) return await Console.In.ReadLineAsync(cancellationToken) ?? "";
        await Console.Error.WriteAsync("Password: ");
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else typed.Append(key.KeyChar);
        }

        await Console.Error.WriteLineAsync();
        return typed.ToString();
    }
}
