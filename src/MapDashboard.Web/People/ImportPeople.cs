using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.People;
using MapDashboard.Domain;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.People;
using MapDashboard.Domain.People.Import;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.People;

/// <summary>
/// GET /api/people/template and POST /api/people/import: people and posts as a table, out and in. All or nothing, in one transaction; with
/// <c>skipFaulty=true</c> the rows without fault, in one transaction too.
/// </summary>
public sealed class ImportPeople(MapDbContext db, IOptions<MapOptions> options, TimeProvider time)
{
    public static async Task<IResult> TemplateAsync(
        HttpContext context, ImportPeople useCase, CancellationToken cancellationToken, string? format = null, string? area = null)
    {
        var viewer = await ViewerOfArea.FindAsync(useCase.db, context.Caller().Scope, area, cancellationToken);
        return viewer.Refusal is { } refusal ? refusal.ToResult() : await useCase.TemplateAsync(viewer.Value.Codes, format, cancellationToken);
    }

    public static async Task<IResult> HandleAsync(
        [AsParameters] TableQuery query, HttpContext context, ImportPeople useCase, CancellationToken cancellationToken, string? skipFaulty = null)
    {
        if (skipFaulty is not (null or "" or "true" or "false")) return Problems.Refuse(RefusalCodes.RequestInvalid, "skipFaulty is true or false.");
        var upload = await TableUpload.ReadAsync(context, query, cancellationToken);
        return upload.Refusal is { } refusal ? refusal.ToResult() : await useCase.RunAsync(upload.Value, skipFaulty == "true", context, cancellationToken);
    }

    private readonly MapDbContext db = db;

    private async Task<IResult> TemplateAsync(string[]? codes, string? format, CancellationToken cancellationToken)
    {
        var table = await TableAsync(cancellationToken);
        var held = db.Posts.Held(time.UtcNow()).Where(post => post.PersonCode != null);
        if (codes is not null)
        {
            var areas = db.Areas.Below(codes).Select(each => each.Code);
            held = held.Where(post => areas.Contains(post.AreaCode));
        }

        var posts = await held.AsNoTracking().OrderBy(post => post.AreaCode).ThenBy(post => post.Role).ThenBy(post => post.Id).ToListAsync(cancellationToken);
        var holders = posts.Select(post => post.PersonCode!).ToHashSet(StringComparer.Ordinal);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(person => person.Code, StringComparer.Ordinal, cancellationToken);

        // People without any post are the admin's alone: they lie in nobody's area.
        var idle = codes is null ? people.Values.Where(person => !holders.Contains(person.Code)).OrderBy(person => person.Code, StringComparer.Ordinal) : Enumerable.Empty<Person>();
        return TableUpload.Template(PeopleTable.Layout, format, () => table.Rows(
            posts.Select(post => (people[post.PersonCode!], (Post?)post)).Concat(idle.Select(person => (person, (Post?)null)))));
    }

    private async Task<IResult> RunAsync(TableUpload upload, bool skipFaulty, HttpContext context, CancellationToken cancellationToken)
    {
        var read = TableReader.Read(upload.Bytes, PeopleTable.Layout, cancellationToken);
        if (read.Refusal is { } unreadable) return unreadable.ToResult();
        var table = await TableAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockImportsAsync(cancellationToken);
        var caller = context.Caller();
        var (drafts, errors) = table.Read(read.Value);
        var around = await db.PeopleSurroundingsAsync(drafts, caller.Scope, time.UtcNow(), cancellationToken);
        var spoiled = errors.Select(error => error.Row).OfType<int>().ToHashSet();
        var (plan, faults) = PeopleImport.Check(drafts, around, spoiled, () => Guid.CreateVersion7().ToString("N"));
        var report = new TableReport(
            false, drafts.Count, plan.Count(row => row.IsNew), plan.Count(row => row.IsChanged), plan.Count(row => !row.IsNew && !row.IsChanged), 0,
            [.. errors.Concat(faults.Select(PeopleTable.Error)).OrderBy(error => error.Row)]);
        report = report with { Skipped = drafts.Count - plan.Count, SkipsFaulty = skipFaulty };
        if (report.Errors.Count > 0 && (!skipFaulty || upload.Sheet is not null)) return upload.Refuse(RefusalCodes.PeopleImportRefused, report, PeopleTable.Layout, read.Value, context);
        if (!upload.Apply) return Results.Ok(report);
        if (report.Created + report.Changed > 0) await ApplyAsync(plan, report, caller, cancellationToken);
        return Results.Ok(report with { Applied = true });
    }

    private async Task<PeopleTable> TableAsync(CancellationToken cancellationToken) => new(
        await db.Roles.AsNoTracking().ToListAsync(cancellationToken), await db.Organizations.AsNoTracking().ToListAsync(cancellationToken), options.Value.Zone);

    private async Task ApplyAsync(IReadOnlyList<PlannedPerson> plan, TableReport report, Data.Identity.Caller caller, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        await db.ApplyPeopleAsync(plan, now, cancellationToken);
        db.Audit(caller.Actor, now, ChangeKind.PeopleImported, "people", null, null, new { report.Rows, report.Created, report.Changed, report.Skipped });
        await db.CommitAsync(
            [new Change
            {
                Kind = ChangeKind.PeopleImported, At = now, Audiences = await db.EveryoneAsync(cancellationToken),
                Data = new ChangeData { By = new ChangeActor(caller.Actor.Name, caller.Role) },
            }],
            cancellationToken);
    }
}
