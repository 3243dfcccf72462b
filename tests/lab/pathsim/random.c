/* Repeatable chance: one splitmix64 stream for each knob of each hop. */
#include "pathsim.h"

uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

uint64_t random_mix(uint64_t a, uint64_t b)
{
	uint64_t state = a;

	state = random_next(&state) ^ b;
	return random_next(&state);
}

/* The bias of the remainder is below one in 10^10. */
uint64_t dice_below(struct dice *d, uint64_t limit)
{
	return random_next(&d->state) % limit;
}

bool dice_roll(struct dice *d)
{
	return d->p && dice_below(d, 1000000000) < d->p;
}
