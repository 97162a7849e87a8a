using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas.Import;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <summary>The query of an import.</summary>
public sealed record ImportQuery(string? Level, string? Code, string? Name, string? Parent, string? Crs, string? Repair, string? Apply, string? Encoding);

/// <summary>
/// POST /api/areas/import: a report first; with <c>apply=true</c> and no error also the areas, in one transaction. The body goes to a file,
/// so that a district's shapes need no room in memory while they travel. A client that goes away cancels it.
/// </summary>
public sealed class ImportAreas(MapDbContext db, VectorFormats formats, TimeProvider time)
{
    private const long MostBytes = 200_000_000;

    public static async Task<IResult> HandleAsync([AsParameters] ImportQuery query, HttpContext context, ImportAreas useCase, CancellationToken cancellationToken)
    {
        var parsed = Parse(query);
        if (parsed.Refusal is { } refusal) return refusal.ToResult();
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path)) await context.Request.Body.CopyToAsync(file, cancellationToken);
            return await useCase.RunAsync(path, parsed.Value, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Import(ImportOptions Options, CoordinateSystem Crs, bool Apply, string? Encoding);

    private async Task<IResult> RunAsync(string path, Import import, CancellationToken cancellationToken)
    {
        if (await db.Levels.FindAsync([import.Options.Level], cancellationToken) is not { } level)
        {
            return Problems.Refuse(RefusalCodes.RequestUnknownValue, $"There is no level {import.Options.Level}.");
        }

        var read = await formats.ReadAsync(path, import.Crs, import.Encoding, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var now = time.UtcNow();
        string[] codes = [.. read.Value.Select(feature => feature.Properties.GetValueOrDefault(import.Options.CodeProperty)?.Trim()).OfType<string>().Distinct(StringComparer.Ordinal)];
        var surroundings = await db.SurroundingsAsync(level, codes, now, cancellationToken);
        var (plan, report) = await Task.Run(() => AreaImport.Check(read.Value, import.Options, surroundings, cancellationToken), cancellationToken);
        if (report.Errors.Count > 0)
        {
            return new Refusal(
                RefusalCodes.AreaImportRefused,
                $"{report.Errors.Count} errors; nothing was changed. The first: {report.Errors[0].Message}",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["report"] = report }).ToResult();
        }

        if (!import.Apply) return Results.Ok(report);
        await db.ApplyAsync(plan, level.Code, now, cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private static Outcome<Import> Parse(ImportQuery query)
    {
        if (string.IsNullOrEmpty(query.Level)) return Invalid("level is required.");
        if (string.IsNullOrEmpty(query.Code)) return Invalid("code is required: the name of the property with the code.");
        if (!Words<CoordinateSystem>.TryParse(string.IsNullOrEmpty(query.Crs) ? "wgs84" : query.Crs, out var crs))
        {
            return new Refusal(RefusalCodes.RequestUnknownValue, "crs is one of: " + string.Join(", ", Words<CoordinateSystem>.All) + ".");
        }

        const string PropertyPrefix = "property:";
        (ParentRule Rule, string? Property)? parent = query.Parent switch
        {
            null or "" => (ParentRule.None, null),
            "prefix" => (ParentRule.Prefix, null),
            "contains" => (ParentRule.Contains, null),
            _ when query.Parent.StartsWith(PropertyPrefix, StringComparison.Ordinal) && query.Parent.Length > PropertyPrefix.Length =>
                (ParentRule.Property, query.Parent[PropertyPrefix.Length..]),
            _ => null,
        };
        if (parent is not { } rule) return new Refusal(RefusalCodes.RequestUnknownValue, "parent is prefix, contains or property:NAME.");
        if (Flag(query.Apply) is not { } apply) return Invalid("apply is true or false.");
        if (Flag(query.Repair) is not { } repair) return Invalid("repair is true or false.");
        var name = string.IsNullOrEmpty(query.Name) ? query.Code : query.Name;
        return new Import(new ImportOptions(query.Level, query.Code, name, rule.Rule, rule.Property, repair), crs, apply, query.Encoding);
    }

    private static bool? Flag(string? text) => text switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => null,
    };

    private static Refusal Invalid(string detail) => new(RefusalCodes.RequestInvalid, detail);
}
