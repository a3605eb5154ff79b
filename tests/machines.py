"""What another machine may have: settings that must change no result."""

# numpy and OpenBLAS choose instructions by the processor; these take the newer ones away. Of names that numpy does not
# know, as on another kind of processor, it warns.
OLD_PROCESSOR = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL"}
