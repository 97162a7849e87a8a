using MapDashboard.Domain.People;

namespace MapDashboard.Domain.Tests;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("19900001234", true)]
    [InlineData("110", true)]
    [InlineData("+86 199 0000 1234", true)]
    [InlineData("0851-2345678", true)]
    [InlineData("12", false)]
    [InlineData("call me", false)]
    [InlineData("199000012341990000123", false)]
    [InlineData("-12345", false)]
    [InlineData("", false)]
    public void A_phone_is_digits_with_spaces_or_hyphens_between(string text, bool isOne) => PhoneNumber.IsOne(text).ShouldBe(isOne);

    [Theory]
    [InlineData("19900001234", "199****1234")]
    [InlineData("0851-2345678", "085*****5678")]
    [InlineData("110", "***")]
    [InlineData(null, null)]
    public void A_masked_phone_can_be_recognised_and_not_called(string? phone, string? masked) => PhoneNumber.Masked(phone).ShouldBe(masked);
}
