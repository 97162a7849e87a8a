using System.CommandLine;
using MapDashboard.Cli.Generate;
using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Cli;

/// <summary><c>generate county</c> and <c>generate history</c>: an invented county, and years of issues in it, straight into the database, for load tests.</summary>
internal static class GenerateVerb
{
    internal static readonly Option<int> Seed = new("--seed") { Description = "The same number gives the same data", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Folder = CliDatabase.FolderOption();

    private static readonly Option<DateTime?> Since = new("--since")
    {
        Description = "Since when areas and posts are in force, such as 2023-11-01 in UTC; left out: now. A history can only begin later",
    };

    public static Command Create()
    {
        var county = new Command("county", "405 grids and 2,971 micro-grids in 21 communities, with buildings and people") { Seed, Since, Folder };
        county.SetAction((parse, token) => CliDatabase.RunAsync(parse.GetValue(Folder), db => RunAsync(db, parse.GetValue(Seed), parse.GetValue(Since), token), token));
        return new Command("generate", "Make invented data for load tests") { county, GenerateHistoryVerb.Create() };
    }

    private static async Task<int> RunAsync(MapDbContext db, int seed, DateTime? since, CancellationToken cancellationToken)
    {
        if (!await db.Levels.AnyAsync(cancellationToken))
        {
            await Console.Error.WriteLineAsync("The database holds no levels and roles yet: start the server on it once.");
            return 1;
        }

        if (await db.Areas.AnyAsync(area => area.Code == County.RootCode, cancellationToken))
        {
            await Console.Error.WriteLineAsync($"There is a county {County.RootCode} already.");
            return 1;
        }

        var now = since is { } early ? DateTime.SpecifyKind(early, DateTimeKind.Utc) : TimeProvider.System.UtcNow();
        var county = County.Generate(seed, now);
        db.Areas.AddRange(county.Areas);
        db.People.AddRange(county.People);
        db.Posts.AddRange(county.Posts);
        await db.CommitAsync(
            [new Change { Kind = ChangeKind.AreaImported, At = now, AreaCode = County.RootCode, Audiences = Audience.OfArea([County.RootCode]), Data = new ChangeData() }],
            cancellationToken);
        Console.WriteLine(string.Join(", ", county.Areas.GroupBy(area => area.Level, StringComparer.Ordinal).Select(level => $"{level.Count()} {level.Key}"))
            + $"; {county.People.Count} people with posts.");
        return 0;
    }
}
