using MapDashboard.Data;
using MapDashboard.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <summary>Under which area a thing is counted: the one just below the area that is looked at, else that area itself.</summary>
internal static class AreaBelow
{
    /// <param name="viewer">Who looks, and at what.</param>
    /// <param name="path">Root first, of where the thing is; never empty.</param>
    public static string Of(Viewer viewer, IReadOnlyList<string> path)
    {
        if (viewer.Codes is not { } codes) return path[0];
        var at = path.Select((code, n) => (code, n)).FirstOrDefault(each => codes.Contains(each.code, StringComparer.Ordinal)).n;
        return codes.Length == 1 ? path[Math.Min(at + 1, path.Count - 1)] : path[at];
    }

    public static Task<Dictionary<string, string>> NamesAsync(MapDbContext db, string[] codes, CancellationToken cancellationToken) =>
        db.Areas.Where(area => codes.Contains(area.Code)).ToDictionaryAsync(area => area.Code, area => area.Name, StringComparer.Ordinal, cancellationToken);
}
