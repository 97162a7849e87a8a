using MapDashboard.Domain.Calendar;

namespace MapDashboard.Domain.Issues;

/// <summary>延期: the handler asks for more time, a leader grants it. Once per handling.</summary>
/// <param name="AskedAt">UTC.</param>
/// <param name="DueAt">Asked for, or as granted. UTC.</param>
/// <param name="Reason">Of the handler.</param>
/// <param name="GrantedAt">Null while it waits for a leader.</param>
public sealed record Extension(DateTime AskedAt, DateTime DueAt, string Reason, DateTime? GrantedAt);

/// <summary>挂账: it cannot be done now. What was left on the clocks comes back with the resumption.</summary>
/// <param name="At">UTC.</param>
/// <param name="ReviewAt">When a leader looks at it again. UTC.</param>
/// <param name="Reason">In words.</param>
/// <param name="Stage">The clock of handling as it stood.</param>
/// <param name="StageLeft">What was left on it.</param>
/// <param name="CaseLeft">What was left on the clock of the whole case.</param>
public sealed record Suspension(DateTime At, DateTime ReviewAt, string Reason, Deadline Stage, TimeLeft StageLeft, TimeLeft CaseLeft);

/// <summary>督办: a leader's order with a due time of its own.</summary>
/// <param name="At">UTC.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Note">The order; null in public.</param>
/// <param name="By">Display name of the leader; null in public.</param>
public sealed record Supervision(DateTime At, DateTime DueAt, string? Note, string? By);
