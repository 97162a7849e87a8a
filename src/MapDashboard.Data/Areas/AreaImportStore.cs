using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Areas.Import;
using MapDashboard.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Areas;

/// <summary>What an import reads before its check and writes after it.</summary>
public static class AreaImportStore
{
    public static async Task<ImportSurroundings> SurroundingsAsync(
        this MapDbContext db, Level level, IReadOnlyCollection<string> codes, DateTime now, CancellationToken cancellationToken)
    {
        var sameCode = await db.Areas.Where(area => codes.Contains(area.Code)).ToListAsync(cancellationToken);
        var aboveLevel = await db.Levels.Where(each => each.Rank < level.Rank && db.Areas.Any(area => area.Level == each.Code && area.ValidTo == null))
            .OrderByDescending(each => each.Rank).Select(each => each.Code).FirstOrDefaultAsync(cancellationToken);
        var above = aboveLevel is null ? [] : await db.Areas.InForce(now).Where(area => area.Level == aboveLevel).ToListAsync(cancellationToken);
        var sameLevel = await db.Areas.InForce(now).Where(area => area.Level == level.Code).ToListAsync(cancellationToken);
        return new ImportSurroundings(sameCode, above, sameLevel);
    }

    /// <summary>Writes the plan in the current transaction and commits it; its Changes come last, one for each root that is touched.</summary>
    public static async Task ApplyAsync(
        this MapDbContext db, IReadOnlyList<PlannedArea> plan, string level, DateTime now, CancellationToken cancellationToken)
    {
        var moved = new List<(string[] From, string[] To)>();
        foreach (var planned in plan)
        {
            string[] path = [.. planned.Parent?.Path ?? [], planned.Code];
            if (planned.Existing is { } existing)
            {
                if (!existing.Path.SequenceEqual(path, StringComparer.Ordinal))
                {
                    moved.Add((existing.Path, path));
                    existing.HasMoved = true;
                }

                existing.Name = planned.Name;
                existing.Geom = planned.Shape;
                existing.ParentCode = planned.Parent?.Code;
                existing.Path = path;
                existing.ValidTo = null;
                continue;
            }

            db.Areas.Add(new Area
            {
                Code = planned.Code, Name = planned.Name, Level = level, ParentCode = planned.Parent?.Code, Path = path, Geom = planned.Shape,
                Mode = planned.Parent?.Mode ?? Mode.Normal, ValidFrom = now,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var (from, to) in moved)
        {
            // What lies below an area that got another parent goes with it.
            await db.Database.ExecuteSqlAsync(
                $"update areas set has_moved = true, path = {to} || path[{from.Length + 1}:] where path @> array[{to[^1]}] and code <> {to[^1]} and path[{from.Length}] = {to[^1]}",
                cancellationToken);
        }

        var roots = plan.Select(planned => planned.Parent?.Path[0] ?? planned.Code).Concat(moved.Select(move => move.From[0])).Distinct(StringComparer.Ordinal);
        await db.CommitAsync(
            [.. roots.Select(root => new Change
            {
                Kind = ChangeKind.AreaImported, At = now, AreaCode = root, Audiences = Audience.OfArea([root]), Data = new ChangeData(),
            })],
            cancellationToken);
    }
}
