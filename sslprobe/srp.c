/* A group that is not a known one is proved: a weak one would give the password away. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "srp.h"

#include <openssl/srp.h>

#define BITS_MAX 8192		/* of the largest known group; larger proofs take too long */

/* N and (N - 1) / 2 are prime, and g to the power of that is N - 1, so that its order is N - 1. */
static bool is_safe(const BIGNUM *g, const BIGNUM *N, BN_CTX *ctx)
{
	BIGNUM *half = BN_CTX_get(ctx), *power = BN_CTX_get(ctx);

	return power && BN_is_odd(N) && BN_cmp(g, N) < 0 && BN_rshift1(half, N) &&
	       BN_check_prime(N, ctx, NULL) == 1 && BN_check_prime(half, ctx, NULL) == 1 &&
	       BN_mod_exp(power, g, half, N, ctx) && BN_add_word(power, 1) && !BN_cmp(power, N);
}

bool srp_group(const BIGNUM *g, const BIGNUM *N, bool more)
{
	BN_CTX *ctx;
	bool safe;

	if (!g || !N)
		return false;
	if (SRP_check_known_gN_param(g, N))
		return true;
	if (!more || BN_num_bits(N) > BITS_MAX || BN_num_bits(g) > BITS_MAX)
		return false;
	ctx = BN_CTX_new();
	if (!ctx)
		return false;
	BN_CTX_start(ctx);
	safe = is_safe(g, N, ctx);
	BN_CTX_end(ctx);
	BN_CTX_free(ctx);
	return safe;
}
