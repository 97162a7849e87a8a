using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Changes;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Areas;

/// <summary>GET /api/households/template and POST /api/households/import: households, group chats, duty phones and units of areas, out and in as a table. All or nothing.</summary>
public sealed class ImportHouseholds(MapDbContext db, TimeProvider time)
{
    public static async Task<IResult> TemplateAsync(
        HttpContext context, MapDbContext db, TimeProvider time, CancellationToken cancellationToken, string? format = null, string? area = null)
    {
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var areas = db.Areas.AsNoTracking().InForce(time.UtcNow());
        if (viewer.Value.Codes is { } codes) areas = areas.Below(codes);
        var rows = await areas.OrderBy(each => each.Code)
            .Select(each => new Area
            {
                Code = each.Code, Name = each.Name, Level = each.Level, ParentCode = each.ParentCode, Path = each.Path,
                Households = each.Households, GroupMembers = each.GroupMembers, DutyPhone = each.DutyPhone, ValidFrom = each.ValidFrom,
            }).ToListAsync(cancellationToken);
        return TableUpload.Template(HouseholdsTable.Layout, format, () => HouseholdsTable.Rows(rows));
    }

    public static async Task<IResult> HandleAsync([AsParameters] TableQuery query, HttpContext context, ImportHouseholds useCase, CancellationToken cancellationToken)
    {
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(TableUpload upload, HttpContext context, CancellationToken cancellationToken)
    {
        var read = TableReader.Read(upload.Bytes, HouseholdsTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var (now, caller) = (time.UtcNow(), context.Caller());
        string[] codes = [.. read.Value.Rows.SelectMany(row => new[] { row["code"], row["parentCode"] }).Distinct(StringComparer.Ordinal)];
        var areas = await db.Areas.InForce(now).Where(area => codes.Contains(area.Code)).ToDictionaryAsync(area => area.Code, StringComparer.Ordinal, cancellationToken);
        var retired = await db.Areas.Where(area => codes.Contains(area.Code) && area.ValidTo <= now).Select(area => area.Code).ToListAsync(cancellationToken);
        var (rows, errors) = HouseholdsTable.Read(read.Value, areas, area => caller.Scope.Covers(area.Path));
        errors = [.. errors, .. rows.Where(row => retired.Contains(row.Code)).Select(row => HouseholdsTable.Layout.Error(row.Row, "code", $"编码 {row.Code} 属于已停用的区域"))];
        var made = rows.Count(row => !areas.ContainsKey(row.Code));
        var changed = rows.Count(row => areas.TryGetValue(row.Code, out var area) && row.Details != Of(area));
        var report = new TableReport(false, read.Value.Rows.Count, made, changed, rows.Count - made - changed, 0, [.. errors.OrderBy(error => error.Row)]);
        if (report.Errors.Count > 0) return upload.Refuse(RefusalCodes.AreaTableRefused, report, HouseholdsTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        if (made + changed > 0) await ApplyAsync(rows, areas, report, caller, now, cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private async Task ApplyAsync(
        IReadOnlyList<HouseholdsRow> rows, Dictionary<string, Area> areas, TableReport report, Data.Identity.Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (!areas.TryGetValue(row.Code, out var area))
            {
                area = new Area { Code = row.Code, Name = row.Name!, Level = "unit", ParentCode = row.ParentCode, Path = [.. areas[row.ParentCode!].Path, row.Code], ValidFrom = now };
                db.Areas.Add(area);
            }

            (area.Households, area.GroupMembers, area.DutyPhone) = (row.Details.Households, row.Details.GroupMembers, row.Details.DutyPhone);
        }

        db.Audit(caller.Actor, now, ChangeKind.AreaChanged, "households", null, null, new { report.Rows, report.Created, report.Changed });
        await db.CommitAsync([Edits.Change(ChangeKind.AreaChanged, now, null, await db.EveryoneAsync(cancellationToken))], cancellationToken);
    }

    private static AreaDetails Of(Area area) => new(area.Households, area.GroupMembers, area.DutyPhone);
}
