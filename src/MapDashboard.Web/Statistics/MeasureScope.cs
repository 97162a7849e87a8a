using MapDashboard.Data.Statistics;
using MapDashboard.Domain.Access;
using Npgsql;

namespace MapDashboard.Web.Statistics;

/// <summary>What of a viewer is whole subtrees of areas, which are counted ahead, and what it sees beside them, which is counted from the cases.</summary>
/// <param name="Viewer">Whose view.</param>
/// <param name="Large">Roots of subtrees that are counted in every dimension, none below another; * for the whole map.</param>
/// <param name="Small">Roots of subtrees of which only the whole is counted.</param>
/// <param name="All">Every audience that is looked at.</param>
public sealed record MeasureScope(Viewer Viewer, string[] Large, string[] Small, string[] All)
{
    public static async Task<MeasureScope> FindAsync(NpgsqlDataSource dataSource, Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.AreaCode is null && viewer.Scope.WholeMap) return new MeasureScope(viewer, [MeasureUpkeep.WholeMap], [], [Audience.StaffEverywhere]);
        string[] codes = viewer.AreaCode is { } only ? [only] : [.. viewer.Scope.AreaCodes];
        string[] all = viewer.AreaCode is { } narrowed ? [NameOf(viewer, narrowed)] : viewer.Audiences;

        // Issues from before an area got another parent are not all the viewer's: such an area is never counted as a whole.
        await using var command = dataSource.CreateCommand(
            $"""
            select code, level = any({MeasureUpkeep.LargeLevels}) from areas
            where code = any($1) and not path[1:array_length(path, 1) - 1] && $1 and not has_moved order by code
            """);
        command.Parameters.AddWithValue(codes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string Code, bool IsLarge)>();
        while (await reader.ReadAsync(cancellationToken)) found.Add((reader.GetString(0), reader.GetBoolean(1)));
        return new MeasureScope(
            viewer, [.. found.Where(each => each.IsLarge).Select(each => each.Code)], [.. found.Where(each => !each.IsLarge).Select(each => each.Code)], all);
    }

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
    /// Which rows <c>m</c> of measure_cases are the viewer's and lie between two moments, in SQL; $1 and $2 as in <see cref="StatisticsQuery.AddView"/>.
    /// Who sees a part of the map finds them by its audiences in the months of the range: by its audiences alone they are those of all years.
    /// </summary>
    /// <param name="from">The first moment, in SQL.</param>
    /// <param name="to">The first moment after, in SQL.</param>
    public string CasesBetween(string from, string to)
    {
        var visible = $"m.at >= {from} and m.at < {to} and m.audiences && $1 and ($2::text[] is null or m.audiences && $2)";
        return Viewer.AreaCode is null && Viewer.Scope.WholeMap ? visible : $"{visible} and {InPeriods("coalesce($2::text[], $1)", from, to)}";
    }

    /// <summary>
    /// Which rows <c>m</c> are the viewer's, by audiences that are not counted ahead ($10) and not by those that are ($9), in the whole days ($15 and $16).
    /// These audiences are mostly of small areas, whose cases are few among everybody's of the range: "is true" keeps the index of kinds and times out of it,
    /// since the planner takes them for many.
    /// </summary>
    /// <param name="kinds">In SQL.</param>
    public static string CasesBeside(string kinds) =>
        $"(m.kind in ({kinds}) and m.at >= $15 and m.at < $16) is true and m.audiences && $10 and not m.audiences && $9"
        + $" and m.audiences && $1 and ($2::text[] is null or m.audiences && $2) and {InPeriods("$10", "$15", "$16")}";

    /// <summary>Which rows <c>m</c> may be of one of the audiences between two moments, by an index, in SQL.</summary>
    public static string InPeriods(string audiences, string from, string to) =>
        $"audience_periods(m.audiences, m.at) && audience_periods_between({audiences}, {from}, {to})";

    private static string NameOf(Viewer viewer, string code) => viewer.IsPublic ? Audience.Public(code) : Audience.Staff(code);
}
