using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Issues.Import;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Issues;

/// <summary>
/// GET /api/categories/template and POST /api/categories/import: what is there goes out as a table, and comes back edited. A report first;
/// with <c>apply=true</c> and no error the categories too, in one transaction.
/// </summary>
public sealed class ImportCategories(MapDbContext db, TimeProvider time)
{
    public static async Task<IResult> TemplateAsync(MapDbContext db, CancellationToken cancellationToken, string? format = null)
    {
        var categories = await db.Categories.AsNoTracking().ToListAsync(cancellationToken);
        return TableUpload.Template(CategoryTable.Layout, format, () => CategoryTable.Rows(categories));
    }

    public static async Task<IResult> HandleAsync([AsParameters] TableQuery query, HttpContext context, ImportCategories useCase, CancellationToken cancellationToken)
    {
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, context, cancellationToken);
    }

    private async Task<IResult> RunAsync(TableUpload upload, HttpContext context, CancellationToken cancellationToken)
    {
        var read = TableReader.IsJson(upload.Bytes) ? TableJson.Read<CategoryFile[]>(upload.Bytes, CategoryTable.OfJson) : TableReader.Read(upload.Bytes, CategoryTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var existing = await db.Categories.ToListAsync(cancellationToken);
        var (drafts, errors) = CategoryTable.Read(read.Value, existing);
        var (plan, faults) = CategoryImport.Check(drafts, existing);
        var report = new TableReport(
            false, plan.Count, plan.Count(each => each.Existing is null), plan.Count(each => each.IsChanged),
            plan.Count(each => each.Existing is not null && !each.IsChanged && !each.IsRetired), plan.Count(each => each.IsRetired),
            [.. errors.Concat(faults.Select(CategoryTable.Error)).OrderBy(error => error.Row)]);
        if (report.Errors.Count > 0) return upload.Refuse(RefusalCodes.CategoryImportRefused, report, CategoryTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        if (report.Created + report.Changed + report.Retired > 0) await ApplyAsync(plan, context.Caller(), cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private async Task ApplyAsync(IReadOnlyList<PlannedCategory> plan, Data.Identity.Caller caller, CancellationToken cancellationToken)
    {
        foreach (var planned in plan)
        {
            var draft = planned.Draft;
            var category = planned.Existing ?? db.Categories.Add(new Category { Code = draft.Code, Name = draft.Name, NameEn = draft.NameEn, Icon = draft.Icon, Position = planned.Position }).Entity;
            category.ParentCode = draft.ParentCode;
            category.Name = draft.Name;
            category.NameEn = draft.NameEn;
            category.Icon = draft.Icon;
            category.Position = planned.Position;
            category.Urgent = draft.Urgent;
            category.Small = draft.Small;
            category.Limits = draft.Limits;
            category.Responsible = draft.Responsible;
            category.Retired = draft.Retired;
            category.DuplicateRadius = draft.DuplicateRadius;
        }

        await db.CommitAsync(
            [new Change
            {
                Kind = ChangeKind.CategoryImported, At = time.UtcNow(), Audiences = await db.EveryoneAsync(cancellationToken),
                Data = new ChangeData { By = new ChangeActor(caller.Actor.Name, caller.Role) },
            }],
            cancellationToken);
    }
}
