using MapDashboard.Domain.Access;
using Npgsql;

namespace MapDashboard.Web.Statistics;

/// <summary>What of a viewer is whole subtrees of areas, which are counted ahead, and what it sees beside them, which is counted from the cases.</summary>
/// <param name="Viewer">Whose view.</param>
/// <param name="Codes">Roots of the subtrees, none below another; * for the whole map.</param>
/// <param name="Own">The audiences of these subtrees.</param>
/// <param name="Beside">The viewer's other audiences: own reports, issues given to it.</param>
public sealed record MeasureScope(Viewer Viewer, string[] Codes, string[] Own, string[] Beside)
{
    private const string WholeMap = "*";

    public static async Task<MeasureScope> FindAsync(NpgsqlDataSource dataSource, Viewer viewer, CancellationToken cancellationToken)
    {
        Func<string, string> name = viewer.IsPublic ? Audience.Public : Audience.Staff;
        if (viewer.AreaCode is { } only) return new MeasureScope(viewer, [only], [name(only)], []);
        if (viewer.Scope.WholeMap) return new MeasureScope(viewer, [WholeMap], [Audience.StaffEverywhere], []);
        var codes = await TopmostAsync(dataSource, [.. viewer.Scope.AreaCodes], cancellationToken);
        string[] own = [.. codes.Select(name)];
        return new MeasureScope(viewer, codes, own, [.. viewer.Audiences.Except(own, StringComparer.Ordinal)]);
    }

    private static async Task<string[]> TopmostAsync(NpgsqlDataSource dataSource, string[] codes, CancellationToken cancellationToken)
    {
        if (codes.Length < 2) return codes;
        await using var command = dataSource.CreateCommand(
            "select coalesce(array_agg(code order by code), '{}') from areas where code = any($1) and not path[1:array_length(path, 1) - 1] && $1");
        command.Parameters.AddWithValue(codes);
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
