using MapDashboard.Data;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Routing;

/// <summary>
/// GET /api/routing, GET /api/routing/template and POST /api/routing/import: the rules go out and come back whole. A report first; with
/// <c>apply=true</c> and no error the rules too, in one transaction.
/// </summary>
public sealed class ImportRouting(MapDbContext db)
{
    public static async Task<IResult> ListAsync(MapDbContext db, CancellationToken cancellationToken) => Results.Ok(await ViewsAsync(db, cancellationToken));

    public static async Task<IResult> TemplateAsync(MapDbContext db, CancellationToken cancellationToken, string? format = null)
    {
        var rules = await ViewsAsync(db, cancellationToken);
        return TableUpload.Template(RoutingTable.Layout, format, () => RoutingTable.Rows(rules));
    }

    public static async Task<IResult> HandleAsync([AsParameters] TableQuery query, HttpContext context, ImportRouting useCase, CancellationToken cancellationToken)
    {
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(TableUpload upload, HttpContext context, CancellationToken cancellationToken)
    {
        var read = TableReader.IsJson(upload.Bytes)
            ? TableJson.Read<RoutingRuleView[]>(upload.Bytes, RoutingTable.OfJson)
            : TableReader.Read(upload.Bytes, RoutingTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var (rules, errors) = await RoutingTable.ReadAsync(db, read.Value, cancellationToken);
        var before = (await db.RoutingRules.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(rule => (rule.Category, rule.Level));
        var known = rules.Where(rule => before.ContainsKey((rule.Category, rule.Level))).ToList();
        var unchanged = known.Count(rule => before[(rule.Category, rule.Level)] is var old && old.To == rule.To && old.Position == rule.Position);
        var gone = before.Keys.Except(rules.Select(rule => (rule.Category, rule.Level))).Count();
        var report = new TableReport(false, rules.Count, rules.Count - known.Count, known.Count - unchanged, unchanged, gone, [.. errors.OrderBy(error => error.Row)]);
        if (report.Errors.Count > 0) return upload.Refuse(RefusalCodes.RoutingImportRefused, report, RoutingTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        await db.RoutingRules.ExecuteDeleteAsync(cancellationToken);
        db.RoutingRules.AddRange(rules);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private static Task<List<RoutingRuleView>> ViewsAsync(MapDbContext db, CancellationToken cancellationToken) => db.RoutingRules.AsNoTracking()
        .OrderBy(rule => rule.Position).Select(rule => new RoutingRuleView(rule.Category, rule.Level, rule.To)).ToListAsync(cancellationToken);
}
