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

    private static string NameOf(Viewer viewer, string code) => viewer.IsPublic ? Audience.Public(code) : Audience.Staff(code);
}
