using MapDashboard.Data;
using MapDashboard.Data.Issues;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Issues;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Web.Statistics;

/// <summary>What of a viewer is whole subtrees of areas, which are counted ahead, and what it sees beside them, which is counted from the cases.</summary>
/// <param name="Viewer">Whose view.</param>
/// <param name="Place">The building or unit to which it is narrowed: of it nothing is counted ahead, and its cases are found by its issues.</param>
/// <param name="Large">Roots of subtrees that are counted in every dimension, none below another; * for the whole map.</param>
/// <param name="Small">Roots of subtrees of which only the whole is counted.</param>
/// <param name="All">Every audience that is looked at.</param>
public sealed record MeasureScope(Viewer Viewer, IssuePlace? Place, string[] Large, string[] Small, string[] All)
{
    public static async Task<Outcome<MeasureScope>> FindAsync(MapDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.AreaCode is null && viewer.Scope.WholeMap) return new MeasureScope(viewer, null, [MeasureUpkeep.WholeMap], [], [Audience.StaffEverywhere]);
        string[] codes = viewer.AreaCode is { } only ? [only] : [.. viewer.Scope.AreaCodes];
        string[] all = viewer.AreaCode is { } narrowed ? [NameOf(viewer, narrowed)] : viewer.Audiences;
        var areas = await db.Areas.Where(area => codes.Contains(area.Code)).OrderBy(area => area.Code)
            .Select(area => new { area.Code, area.Level, area.ParentCode, area.Path, area.HasMoved, IsLarge = db.Levels.Any(level => level.Code == area.Level && level.Rank <= MeasureUpkeep.LargestRank) }).ToListAsync(cancellationToken);
        if (viewer.AreaCode is not null && areas is [var one])
        {
            var place = IssuePlace.Of(one.Level, one.Code, one.ParentCode, one.HasMoved, viewer.IsPublic);
            if (place.Refusal is { } refusal) return refusal;
            if (place.Value is { } narrow) return new MeasureScope(viewer, narrow, [], [], []);
        }

        // Issues from before an area got another parent are not all the viewer's: such an area is never counted as a whole.
        var whole = areas.Where(area => !area.HasMoved && !area.Path.Take(area.Path.Length - 1).Any(codes.Contains)).ToLookup(area => area.IsLarge, area => area.Code);
        return new MeasureScope(viewer, null, [.. whole[true]], [.. whole[false]], all);
    }

    /// <summary>$1 and $2 of every read of cases and issues: the scope's audiences, and those of the area or the codes of the place, or null.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue(Viewer.Audiences);
        parameters.Add(new NpgsqlParameter { Value = (object?)(Place?.Codes ?? Viewer.AreaAudiences) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }

    /// <summary>Those of the issues that are the viewer's.</summary>
    public IQueryable<Issue> Of(IQueryable<Issue> issues) => Place is null ? issues.VisibleTo(Viewer) : Place.Of(issues.VisibleTo(new Viewer(Viewer.Scope)));

    /// <summary>Which rows <c>i</c> of issues are the viewer's, in SQL.</summary>
    public string OfIssues => "i.audiences && $1 and " + (Place?.Of("i", "$2") ?? "($2::text[] is null or i.audiences && $2)");

    /// <summary>The subtrees that are counted ahead, their audiences, and the others.</summary>
    /// <param name="counted">In what.</param>
    public (string[] Codes, string[] Own, string[] Beside) CountedIn(Counted counted)
    {
        string[] codes = counted switch
        {
            Counted.Everywhere => [.. Large, .. Small],
            Counted.InLarge => Large,
            _ => [],
        };
        string[] own = [.. codes.Select(code => NameOf(Viewer, code))];
        return (codes, own, [.. All.Except(own, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Which rows <c>m</c> of measure_cases are the viewer's and lie between two moments, in SQL; $1 and $2 as in <see cref="AddTo"/>.
    /// Who sees a part of the map finds them by its audiences in the months of the range: by its audiences alone they are those of all years.
    /// </summary>
    /// <param name="from">The first moment, in SQL.</param>
    /// <param name="to">The first moment after, in SQL.</param>
    public string CasesBetween(string from, string to)
    {
        var visible = $"m.at >= {from} and m.at < {to} and m.audiences && $1";
        if (Place is not null) return $"{visible} and {OfPlace}";
        visible += " and ($2::text[] is null or m.audiences && $2)";
        return Viewer.AreaCode is null && Viewer.Scope.WholeMap ? visible : $"{visible} and {InPeriods("coalesce($2::text[], $1)", from, to)}";
    }

    /// <summary>
    /// Which rows <c>m</c> are the viewer's, by audiences that are not counted ahead ($10) and not by those that are ($9), in the whole days ($15 and $16).
    /// These audiences are mostly of small areas, whose cases are few among everybody's of the range: "is true" keeps the index of kinds and times out of it,
    /// since the planner takes them for many.
    /// </summary>
    /// <param name="kinds">In SQL.</param>
    public string CasesBeside(string kinds) => Place is not null
        ? $"m.kind in ({kinds}) and {CasesBetween("$15", "$16")} and $9::text[] is not null and $10::text[] is not null"
        : $"(m.kind in ({kinds}) and m.at >= $15 and m.at < $16) is true and m.audiences && $10 and not m.audiences && $9"
        + $" and m.audiences && $1 and ($2::text[] is null or m.audiences && $2) and {InPeriods("$10", "$15", "$16")}";

    /// <summary>Which rows <c>m</c> may be of one of the audiences between two moments, by an index, in SQL.</summary>
    public static string InPeriods(string audiences, string from, string to) =>
        $"audience_periods(m.audiences, m.at) && audience_periods_between({audiences}, {from}, {to})";

    private string OfPlace => $"m.issue_id = any(array(select p.id from issues p where {Place!.Of("p", "$2")}))";

    private static string NameOf(Viewer viewer, string code) => viewer.IsPublic ? Audience.Public(code) : Audience.Staff(code);
}
