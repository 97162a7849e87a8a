namespace MapDashboard.Web.Activities;

/// <summary>How long a phone without network may keep what was done before it tells of it.</summary>
internal static class Backlog
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public const string Words = "at lies within the last 60 days.";
}
