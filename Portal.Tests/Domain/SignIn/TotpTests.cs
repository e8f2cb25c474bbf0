using System.Text;
using Portal.Domain.SignIn;

namespace Portal.Tests.Domain.SignIn;

public class TotpTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The samples of RFC 6238, appendix B, to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Seed, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_to_either_side_is_taken_and_no_more(int off, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);
        Assert.Equal(taken, Totp.Match(Seed, Totp.Code(Seed, Totp.StepAt(now) + off), now, lastUsedStep: 0) is not null);
    }

    [Fact]
    public void A_step_used_and_those_before_it_open_nothing()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);
        var step = Totp.StepAt(now);

        Assert.Null(Totp.Match(Seed, Totp.Code(Seed, step), now, step));
        Assert.Null(Totp.Match(Seed, Totp.Code(Seed, step - 1), now, step));
        Assert.Equal(step + 1, Totp.Match(Seed, Totp.Code(Seed, step + 1), now, step));
    }

    [Fact]
    public void Seeds_are_written_as_the_apps_read_them() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Base32.Of(Seed));

    [Theory]
    [InlineData("123 456", "123456")]
    [InlineData(" 123-456 ", "123456")]
    [InlineData("１２３４５６", "123456")]
    [InlineData("123\u00a0456", "123456")]
    [InlineData("12345", null)]
    [InlineData("1234567", null)]
    [InlineData("12345a", null)]
    [InlineData("一二三四五六", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Codes_are_read_as_people_type_them(string? typed, string? read) => Assert.Equal(read, TypedCode.Six(typed));

    [Theory]
    [InlineData("7kqm-2xpa-93ht", "7KQM2XPA93HT")]
    [InlineData(" 7KQM 2XPA 93HT ", "7KQM2XPA93HT")]
    [InlineData("７ＫＱＭ２ＸＰＡ９３ＨＴ", "7KQM2XPA93HT")]
    [InlineData("7KQM-2XPA", null)]
    public void So_are_recovery_codes(string typed, string? read) => Assert.Equal(read, TypedCode.Recovery(typed));

    [Fact]
    public void Recovery_codes_look_alike_to_nobody()
    {
        var code = RecoveryCode.Of([1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal(RecoveryCode.Length, code.Length);
        Assert.DoesNotContain(code, c => c is '0' or 'O' or '1' or 'I' or 'L');
        Assert.Equal(code, TypedCode.Recovery(RecoveryCode.Show(code)));
    }

    /// <summary>The value is that of another implementation of PBKDF2 with HMAC-SHA512 (Python's hashlib), 1000 rounds, salt 00 01 … 0f.</summary>
    [Fact]
    public void Recovery_codes_are_kept_as_a_slow_hash_with_a_salt()
    {
        byte[] salt = [.. Enumerable.Range(0, RecoveryCode.SaltBytes).Select(i => (byte)i)];

        Assert.Equal("438617957a3371e4a9cd7a8abe303239bb578880c172e8f53f00f806f2ea15cf", RecoveryCode.HashOf("7KQM2XPA93HT", salt, 1000));
        Assert.NotEqual(RecoveryCode.HashOf("7KQM2XPA93HT", salt, 1000), RecoveryCode.HashOf("7KQM2XPA93HT", [.. salt.Reverse()], 1000));
    }
}
