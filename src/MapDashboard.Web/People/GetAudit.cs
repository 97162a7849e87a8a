using System.Globalization;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Web.Areas;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.People;

/// <summary>GET /api/audit: who changed what about people, posts and places, newest first.</summary>
public static class GetAudit
{
    private const int DefaultLimit = 100;
    private const int MostLimit = 1000;

    public sealed record EntryView(DateTime At, string By, string Action, string Subject, string? AreaCode, JsonElement? Before, JsonElement? After);

    public sealed record AuditView(IReadOnlyList<EntryView> Entries, string? Cursor);

    public static async Task<IResult> HandleAsync(
        HttpContext context, MapDbContext db, CancellationToken cancellationToken,
        string? area = null, string? subject = null, string? cursor = null, string? limit = null)
    {
        if (!QueryValues.TryLimit(limit, DefaultLimit, MostLimit, out var most)) return QueryValues.Unreadable("limit");
        var before = long.MaxValue;
        if (!string.IsNullOrEmpty(cursor) && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return QueryValues.Unreadable("cursor");
        var viewer = await ViewerOfArea.FindAsync(db, context.Caller().Scope, area, cancellationToken);
        if (viewer.Refusal is { } refusal) return refusal.ToResult();
        var entries = db.AuditEntries.AsNoTracking().Where(entry => entry.Id < before);
        if (viewer.Value.Codes is { } codes)
        {
            var areas = db.Areas.Below(codes).Select(each => each.Code);
            entries = entries.Where(entry => entry.AreaCode != null && areas.Contains(entry.AreaCode));
        }

        if (!string.IsNullOrEmpty(subject)) entries = entries.Where(entry => entry.Subject == subject);
        var page = await entries.OrderByDescending(entry => entry.Id).Take(most).ToListAsync(cancellationToken);
        return Results.Ok(new AuditView(
            [.. page.Select(entry => new EntryView(entry.At, entry.By, entry.Action, entry.Subject, entry.AreaCode, Parse(entry.Before), Parse(entry.After)))],
            page.Count == most ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json, Json.Options);
}
