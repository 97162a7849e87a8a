using MapDashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Activities;

/// <summary>The same id came twice at once and the other was faster: asked once more, it is the answer.</summary>
internal static class Race
{
    /// <param name="context">Whose database context <paramref name="run"/> works on.</param>
    /// <param name="run">Looks for the id before it writes.</param>
    public static async Task<IResult> AgainAsync(HttpContext context, Func<Task<IResult>> run)
    {
        try
        {
            return await run();
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            context.RequestServices.GetRequiredService<MapDbContext>().ChangeTracker.Clear();
            return await run();
        }
    }
}
