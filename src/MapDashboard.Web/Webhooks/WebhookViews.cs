using MapDashboard.Data.Webhooks;

namespace MapDashboard.Web.Webhooks;

/// <param name="Url">http or https, at most 2,000 characters, without user name and fragment.</param>
/// <param name="Kinds">Words of <see cref="WebhookKind.All"/>; all of them when left out.</param>
/// <param name="Active">True when left out.</param>
/// <param name="RenewSecret">Of a change only: makes a new secret, and the old one signs no more.</param>
public sealed record WebhookRequest(string? Url, string[]? Kinds, bool? Active, bool? RenewSecret);

/// <param name="Pending">Deliveries not sent yet.</param>
/// <param name="Dead">Deliveries given up.</param>
/// <param name="LastDeliveredAt">Null while none was.</param>
/// <param name="Secret">In the answer that made it, and never again.</param>
public sealed record WebhookView(
    Guid Id, string Url, string[] Kinds, bool Active, DateTime CreatedAt, string CreatedBy, int Pending, int Dead, DateTime? LastDeliveredAt, string? Secret = null);

/// <param name="NextAt">When it is tried next; null unless pending.</param>
public sealed record DeliveryView(
    long Id, string Kind, DeliveryState State, int Attempts, DateTime CreatedAt, DateTime? NextAt, int? LastStatus, string? LastError, DateTime? FinishedAt,
    long? Seq, Guid? IssueId, string? IssueNumber);

/// <param name="Deliveries">Newest first.</param>
/// <param name="Before">For the next page; null at the end.</param>
public sealed record DeliveriesView(IReadOnlyList<DeliveryView> Deliveries, long? Before);
